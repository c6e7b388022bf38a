package i18n_test

import (
	"fmt"
	"io/fs"
	"testing/fstest"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A text is rendered by its key, in the language that fits a request best.
func Example() {
	l := i18n.Default().Localizer("de-AT, en;q=0.5")
	fmt.Println(l.Text("unit.month", i18n.Int("n", 3)))
	fmt.Println(l.Date(i18n.Date{Year: 2025, Month: 11, Day: 14}))
	// Output:
	// 3 Monate
	// 14. November 2025
}

// What two dates share is said once; what is unknown is left out.
func ExampleLocalizer_DateRange() {
	start, end := i18n.Date{Year: 2025, Month: 11, Day: 14}, i18n.Date{Year: 2025, Month: 11, Day: 15}
	fmt.Println(i18n.German().DateRange(start, end))
	fmt.Println(i18n.English().DateRange(start, end))
	fmt.Println(i18n.English().DateRange(start, i18n.Date{}))
	// Output:
	// 14. bis 15. November 2025
	// 14–15 November 2025
	// from 14 November 2025
}

// A host replaces single texts, and learns at once what is wrong with them.
func ExampleNew() {
	texts := fstest.MapFS{"de.yaml": {Data: []byte("unit.seat: {one: '{n} Platz', other: '{n} Plätze'}")}}
	c, err := i18n.New(i18n.Options{Texts: []fs.FS{texts}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Localizer("de").Text("unit.seat", i18n.Int("n", 5)))

	wrong := fstest.MapFS{"de.yaml": {Data: []byte("unit.seat: {other: '{m} Plätze'}")}}
	_, err = i18n.New(i18n.Options{Texts: []fs.FS{wrong}})
	fmt.Println(err)
	// Output:
	// 5 Plätze
	// de.yaml:1:1: unit.seat: incomplete plural: no one; write one, other
	// de.yaml:1:1: unit.seat: unknown placeholder {m}; use {n}
}

// A further language is a file; what it lacks comes from English, and is told.
func ExampleOptions_onMissing() {
	texts := fstest.MapFS{"fr.yaml": {Data: []byte("unit.vote: {one: '{n} voix', other: '{n} voix'}")}}
	c, err := i18n.New(i18n.Options{Texts: []fs.FS{texts}, OnMissing: func(m i18n.Missing) {
		fmt.Printf("%s has no %s, %s serves\n", m.Language, m.Key, m.Used)
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	l := c.Localizer("fr")
	fmt.Println(l.Text("unit.vote", i18n.Int("n", 2)))
	fmt.Println(l.Text("unit.seat", i18n.Int("n", 2)))
	// Output:
	// 2 voix
	// fr has no unit.seat, en serves
	// 2 seats
}

// Names are put in the order of a dictionary, and enumerated.
func ExampleLocalizer_Sort() {
	l := i18n.German()
	names := []string{"Zoo", "Äpfel", "Birnen"}
	l.Sort(names)
	fmt.Println(l.Join(names...))
	// Output: Äpfel, Birnen und Zoo
}
