package web

import lewu "github.com/lewu-id/lewu"

// A Pager leads through a list: "web/_pager". Paths are as Link takes them,
// with their query; an empty one is not offered. Pages is for short lists; long
// ones go by First, Prev and Next.
type Pager struct {
	Page  Base
	Label lewu.Message // of the list, for those who hear the page
	Shown lewu.Message // "Baris 1 sampai 50 dari 504"
	First string
	Prev  string
	Next  string
	Pages []PagerPage
}

// A PagerPage is one numbered page; the current one has no Path.
type PagerPage struct {
	Number int
	Path   string
}

// Downloads are files to take along: "web/_downloads".
type Downloads struct {
	Page  Base
	Items []Download
}

// A Download is a file with its size; Bytes 0 says nothing of the size.
type Download struct {
	Label lewu.Message
	Path  string
	Bytes int64
	Note  lewu.Message
}

// A Search is a search box: "web/_search".
type Search struct {
	Page   Base
	ID     string
	Action string
	Name   string // of the field; "q" where empty
	Value  string
	Label  lewu.Message // also the placeholder
	Hero   bool
	Keep   []Hidden // what the address held besides
}

// A Hidden is a field that travels along.
type Hidden struct{ Name, Value string }

// A Field is one question of a form: "web/_field". Type is "text" (where
// empty), "number", "date", "password", "file", "email", "area", "select",
// "check" or "hidden".
type Field struct {
	Page     Base
	ID       string
	Name     string
	Type     string
	Label    lewu.Message
	Hint     lewu.Message
	Error    lewu.Message // what is wrong and what to do; the value stays
	Value    string
	Choices  []Choice // of a select
	Required bool
	Checked  bool
	Num      bool   // digits, set to the right
	Auto     string // autocomplete: "username"
	Accept   string // of a file: ".csv,.xlsx"
}

// A Choice of a select.
type Choice struct {
	Value, Label string
	Chosen       bool
}

// Problems sum up what is wrong in a form, each with a link to its field:
// "web/_problems".
type Problems struct {
	Page  Base
	Items []Problem
}

// A Problem is one of them.
type Problem struct {
	Field string // ID of the field
	Text  lewu.Message
}

// Control is the type of the input element.
func (f Field) Control() string {
	switch f.Type {
	case "", "number":
		return "text" // a field of type number scrolls its value away and drops commas
	}
	return f.Type
}

// Digits tells whether a phone should offer its number pad.
func (f Field) Digits() bool { return f.Num || f.Type == "number" }

// Described names what explains the field, for aria-describedby.
func (f Field) Described() string {
	var ids string
	if f.Hint.Key != "" {
		ids = f.ID + "-h"
	}
	if f.Error.Key != "" {
		if ids != "" {
			ids += " "
		}
		ids += f.ID + "-e"
	}
	return ids
}
