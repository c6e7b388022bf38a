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
// A frame for each entry follows: eight bytes of magic, the number of the entry (8 bytes)
// and the length of its part (4), CRC-32C of magic, number, length and part (4), all numbers
// in big-endian order, and the part. Documents are files of their own; the first line of
// each has the SHA-256 of what follows. What is written aside has a name in ".new", and is
// removed when the store is opened.
//
// # Why a vote is not lost
//
// An entry is written to the ballots' journal and flushed, and then to the roll's and
// flushed; only then it is acknowledged. So whatever the power leaves of an entry that
// was not acknowledged is at the end of its file, and without a whole frame in the roll's
// journal: it is cut off when the store is opened. A whole frame in the roll's journal
// without its counterpart, or behind a broken one, cannot come from a loss of power: it is
// [box.ErrDamaged], and nothing is cut off. Damage to the very last frame alone looks like
// a loss of power, and voters notice it by their receipts.
//
// When writing fails, for want of space or otherwise, both files are cut to where they
// were, and the store goes on. When that fails, too, or a flush did, the store refuses
// everything until it is opened anew: after a failed flush nobody knows what the disk has.
// For the same reason the last entry is written once more when a store is opened.
package files
