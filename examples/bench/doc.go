// Package bench compares the eligibility rules for civil society, as package
// dialog has them, with the same rules written for three general policy engines
// and by hand, and measures how long a whole programme takes to read and check.
//
// It is a module of its own, so that the engines are no dependency of the
// library. Figures and how to measure them again stand in its README.
package bench
