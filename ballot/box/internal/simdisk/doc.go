// Package simdisk is a disk in memory that loses power. What was written is kept as a list
// of changes until it is flushed; when the power goes, each change that was not flushed is
// kept, lost or torn, one sector at a time and in any order, and so are lengths and names.
// It is harsher than most real disks, and no disk that keeps to POSIX is harsher in what
// it covers.
//
//	d := simdisk.New(rng)
//	d.CutAfter(17)             // the power goes with the 17th operation from here
//	…                          // which fails with ErrPower, like all that follow
//	d = d.Restart()            // what a machine finds that is switched on again
//
// [Disk.Kill] in the place of [Disk.Restart] ends the process only: the machine goes on and
// shows what was written, flushed or not.
//
// # Faults
//
// A disk can be full for good ([Disk.Capacity]) or for a moment, and writing, reading and
// flushing can fail. A flush that failed has made a part of the data durable; the rest is
// still read back, but no later flush makes it durable (PostgreSQL's "fsyncgate", what
// Linux does). With [Disk.Stale] a file that has got its new length, but not its data,
// shows what once lay there (ext4 with data=writeback) in the place of zeros.
//
// Not covered: a sector that can no longer be read because the power went while it was
// written, and folders, which are always there.
package simdisk
