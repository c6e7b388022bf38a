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
	Note string `yaml:"note,omitempty"`
}

type inner struct {
	Label string  `yaml:"label,omitempty"`
	Year  year    `yaml:"year,omitempty"`
	Sub   []inner `yaml:"sub,omitempty"`
}

type sample struct {
	common `yaml:",inline"`
	Title  texts          `yaml:"title,omitempty"`
	Values items          `yaml:"values,omitempty"`
	Name   string         `yaml:"name,omitempty"`
	Number int            `yaml:"number,omitempty"`
	Small  int8           `yaml:"small,omitempty"`
	Count  uint           `yaml:"count,omitempty"`
	Flag   bool           `yaml:"flag,omitempty"`
	Colour colour         `yaml:"colour,omitempty"`
	Year   year           `yaml:"year,omitempty"`
	Maybe  *int           `yaml:"maybe,omitempty"`
	Inner  inner          `yaml:"inner,omitempty"`
	List   []inner        `yaml:"list,omitempty"`
	Words  []string       `yaml:"words,omitempty"`
	Limits map[string]int `yaml:"limits,omitempty"`
	Hidden string         `yaml:"-"`
	Other  string         `yaml:"-"`
}
