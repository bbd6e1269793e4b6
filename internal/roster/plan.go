package roster

import (
	lewu "github.com/lewu-id/lewu"
)

// A Plan is a workbook as it was understood: what it would do, or why it will do
// nothing.
type Plan struct {
	Rows    int // of all sheets, examples aside
	Faults  []Fault
	Hidden  int // faults beyond those that are told
	Changes []Change

	book book
}

// A Fault is what stands in the way of a workbook, and where: one is enough for
// nothing of it to be applied.
type Fault struct {
	Sheet   string
	Cell    string // "C12"; "A3:C3" of a merge; empty: the whole sheet
	Value   string // what stands there
	Message lewu.Message
}

// A Verb is what happens to a thing.
type Verb string

// Verbs. What is not in the workbook is never touched.
const (
	Add   Verb = "tambah"
	Alter Verb = "ubah"
	Same  Verb = "tetap"
)

// A Change is what a workbook does to one thing.
type Change struct {
	Sheet string
	Row   int64
	Verb  Verb
	Name  string
	Parts []Part // of an Alter
}

// A Part is one field of a thing that changes.
type Part struct{ Label, Before, After string }

// Ready tells whether the plan can be applied.
func (p Plan) Ready() bool { return len(p.Faults) == 0 }

// Idle tells whether the plan changes nothing.
func (p Plan) Idle() bool { return p.Count("", Add)+p.Count("", Alter) == 0 }

// Count counts changes of a sheet; "" is all of them.
func (p Plan) Count(sheet string, v Verb) (n int) {
	for _, c := range p.Changes {
		if c.Verb == v && (sheet == "" || c.Sheet == sheet) {
			n++
		}
	}
	return n
}

// Limits of a workbook.
const (
	MaxRows   = 20_000
	MaxBytes  = 4 << 20 // of the file
	maxFaults = 200     // that are told
)

// A line is one row of a sheet, by the keys of its columns.
type line struct {
	sheet  string
	number int64
	cells  map[string]cell
}

// A cell is what somebody wrote, and where.
type cell struct{ ref, text string }

func (l line) text(key string) string { return l.cells[key].text }

// A book is the rows of all sheets.
type book map[string][]line

// fault adds a fault to the plan.
func (p *Plan) fault(sheet, cell, value, key string, pairs ...string) {
	p.tell(sheet, cell, value, lewu.Msg(key, pairs...))
}

func (p *Plan) tell(sheet, cell, value string, m lewu.Message) {
	if len(p.Faults) == maxFaults {
		p.Hidden++
		return
	}
	const shown = 120
	if cut := []rune(value); len(cut) > shown {
		value = string(cut[:shown]) + "…"
	}
	p.Faults = append(p.Faults, Fault{Sheet: sheet, Cell: cell, Value: value, Message: m})
}

// wrong adds a fault of one cell of a line.
func (p *Plan) wrong(l line, key, message string, pairs ...string) {
	c := l.cells[key]
	p.fault(l.sheet, c.ref, c.text, message, pairs...)
}
