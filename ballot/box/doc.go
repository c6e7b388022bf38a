// Package box is a ballot box (Wahlurne) with an electoral roll.
package box
