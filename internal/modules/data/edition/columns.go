package edition

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// A Column is one line of the dictionary, with the evidence in words.
type Column struct {
	Name    string    `json:"name"`
	Label   string    `json:"label"`
	Kind    lewu.Kind `json:"kind"`
	Unit    string    `json:"unit,omitempty"`
	Digits  int       `json:"digits,omitempty"`
	Scale   int       `json:"scale,omitempty"`
	Missing int64     `json:"missing"`
	Source  string    `json:"source,omitempty"` // heading in the file
	Why     string    `json:"why,omitempty"`
}

// Dictionary is columns as programs read them.
func Dictionary(b web.Base, columns []lewu.Column) []Column {
	list := make([]Column, 0, len(columns))
	for _, c := range columns {
		a := Column{Name: c.Name, Label: c.Label, Kind: c.Kind, Unit: c.Unit, Digits: c.Digits, Scale: c.Scale, Missing: c.Missing, Source: c.Source}
		if c.Why.Key != "" {
			a.Why = b.Say(c.Why)
		}
		list = append(list, a)
	}
	return list
}
