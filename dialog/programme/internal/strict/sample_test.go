package strict_test

import (
	"fmt"
	"slices"
	"strings"
)

// A colour stands for the enumerations of the domain.
type colour uint8

const (
	red colour = iota + 1
	green
	blue
)

var colours = []string{"red", "green", "blue"}

func (c colour) MarshalText() ([]byte, error) { return []byte(colours[c-1]), nil }

func (c *colour) UnmarshalText(text []byte) error {
	i := slices.Index(colours, string(text))
	if i < 0 {
		return fmt.Errorf("unknown colour %q", text)
	}
	*c = colour(i + 1)
	return nil
}

func (colour) Allowed() []string { return colours }

// A year stands for the dates of the domain.
type year string

func (y *year) UnmarshalText(text []byte) error {
	if len(text) != 4 || strings.Trim(string(text), "0123456789") != "" {
		return fmt.Errorf("want a year such as 2025")
	}
	*y = year(text)
	return nil
}

// texts stands for a text in several languages, items for one or several words.
type (
	texts map[string]string
	items []string
)

func (t *texts) SetScalar(s string) { *t = texts{"": s} }
func (i *items) SetScalar(s string) { *i = items{s} }

type common struct {
	Note string `yaml:"note"`
}

type inner struct {
	Label string  `yaml:"label"`
	Year  year    `yaml:"year"`
	Sub   []inner `yaml:"sub"`
}

type sample struct {
	common
	Title  texts          `yaml:"title,omitempty"`
	Values items          `yaml:"values"`
	Name   string         `yaml:"name"`
	Number int            `yaml:"number"`
	Small  int8           `yaml:"small"`
	Count  uint           `yaml:"count"`
	Flag   bool           `yaml:"flag"`
	Colour colour         `yaml:"colour"`
	Year   year           `yaml:"year"`
	Maybe  *int           `yaml:"maybe"`
	Inner  inner          `yaml:"inner"`
	List   []inner        `yaml:"list"`
	Words  []string       `yaml:"words"`
	Limits map[string]int `yaml:"limits"`
	Hidden string         `yaml:"-"`
	Other  string
}
