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
package simdisk
