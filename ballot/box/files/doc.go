// Package files keeps a ballot box in two folders: the electoral roll in one, the ballots
// in the other. They may lie on different disks. [OpenVault] keeps its secrets in a third,
// which belongs on a disk that is not backed up with the other two.
//
//	store, err := files.Open("/srv/box/roll", "/srv/box/ballots")
//	vault, err := files.OpenVault("/etc/box/secrets")
//
// # What is where
//
// Each folder has a file "journal". It begins with the line "dfc-box-roll-1" or
// "dfc-box-ballots-1", by which folders that are exchanged, and foreign files, are noticed.
// A frame for each entry follows, with all numbers in big-endian order:
//
//	 0  magic, "dfcroll1" or "dfcvote1"
//	 8  number of the entry, from 0
//	16  length of the part
//	20  in the roll's journal, the sum of the frame of the ballots; otherwise 0
//	24  sum: CRC-32C of all before it, and of the part
//	28  the part
//
// In the ballots' journal a seal comes behind each frame: "done" and the sum once more.
//
// Documents are files of their own; the first line of each has the SHA-256 of what follows.
// What is written aside has a name in ".new", and is removed when the store is opened.
//
// # Why a vote is not lost
//
// An entry is written to the ballots' journal and flushed, and then to the roll's and
// flushed; only then it is acknowledged. So whatever the power leaves of an entry that
// was not acknowledged is at the end of its file, and without a whole frame in the roll's
// journal that belongs to the ballots: it is cut off when the store is opened. Anything
// else cannot come from a loss of power: it is [box.ErrDamaged], and nothing is cut off.
//
// The seal is written when the entry has been acknowledged, and comes to the disk when the
// system finds time, at the latest with the next entry or by [Store.Close]. Until then
// damage to the frame of the last entry on the roll looks like a loss of power; later it is
// an error.
//
// When writing fails, for want of space or otherwise, both files are cut to where they
// were, and the store goes on. When that fails, too, or a flush did, the store refuses
// everything until it is opened anew: after a failed flush nobody knows what the disk has.
// For the same reason the last entry is written once more when a store is opened.
//
// # What is asked of the disk
//
// What was flushed must be durable, whatever caches there are. A sector may be torn while it
// is written, as long as those of its bytes that do not change stay as they are; SQLite
// asks for the same (powersafe overwrite).
package files
