package web

import (
	"math/big"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/i18n"
)

// A Figure is a number people may quote, for the component "web/_figure":
// label, value, unit, note, age, status, source, origin and citation, always in
// that order.
type Figure struct {
	Page   Base
	Label  lewu.Message
	Link   string // path the label leads to; may be empty
	Figure lewu.Figure
	Note   lewu.Message // what the value means, in a few words
	Age    string       // "" fresh, "late", "stale", "final": a state is a shape and a word
	Origin string       // path of "Dari mana angka ini?"
	Cite   string       // path of "Kutip angka ini"
	Bar    *Bar         // a share, drawn
	Big    bool
	Failed bool // it could not be read now
}

// Figure puts a lewu.Figure on a page: one that has not moved is stale, one whose
// successor is overdue is late.
func (b Base) Figure(label lewu.Message, f lewu.Figure) Figure {
	figure := Figure{Page: b, Label: label, Figure: f}
	switch {
	case f.Since != "":
		figure.Age = ToneStale
	case figure.Behind() > 0:
		figure.Age = ToneLate
	}
	return figure
}

// KPI puts a figure that a room declared on a page, with the ways to its proof
// and its quotation.
func (b Base) KPI(k lewu.KPI) Figure {
	label := k.Label
	if b.lang == i18n.EN && k.LabelEN != "" {
		label = k.LabelEN
	}
	f := b.Figure(Text(label), k.Figure)
	f.Link, f.Origin, f.Cite, f.Failed = k.Link, k.Origin, k.Cite, k.Failed
	return f
}

// Figures are several side by side: "web/_figures".
type Figures struct {
	Columns int // 2, 3 or 4 on a wide screen
	Items   []Figure
}

// Has tells whether there is a value: nothing and zero look different.
func (f Figure) Has() bool { return f.Figure.Value != "" && !f.Failed }

// Value is the number in the language of the page, money in its short form.
func (f Figure) Value() string {
	if f.Failed {
		return f.Page.T("web.figure.failed")
	}
	l := f.Page.lang
	if f.Figure.Kind == lewu.Money && f.Has() {
		return l.Short(f.Figure.Value)
	}
	return f.full()
}

// Full is the whole amount where Value is a short form, empty otherwise.
func (f Figure) Full() string {
	if full := f.full(); f.Has() && full != f.Value() {
		return full
	}
	return ""
}

func (f Figure) full() string {
	return f.Page.Cell(lewu.Column{Kind: f.Figure.Kind}, lewu.Cell{Text: f.Figure.Value, Valid: f.Has()})
}

// Behind is how many days a newer figure is overdue; 0: it is not, or none was
// promised.
func (f Figure) Behind() int {
	due, err := clock.ParseDay(f.Figure.Due)
	if err != nil {
		return 0
	}
	today, err := clock.ParseDay(clock.Day(f.Page.now))
	if err != nil {
		return 0
	}
	return max(0, int(today.Sub(due).Hours()/24)) // WIB has no summer time
}

// Percent tells whether the unit is written close behind the number.
func (f Figure) Percent() bool { return f.Figure.Unit == "%" }

// AsOf is the time of the value: "31 Oktober 2025, 24 hari lalu".
func (f Figure) AsOf() string {
	day := f.Page.Day(f.Figure.AsOf)
	if ago := f.Page.lang.AgoDay(f.Figure.AsOf, f.Page.now); ago != "" {
		day += ", " + ago
	}
	return day
}

// Name is the label as it stands behind the words of a link, for those who hear
// the links of a page one by one.
func (f Figure) Name() string { return f.Page.Say(f.Label) }

// A Bar is a share of a whole, drawn: "web/_bar". Share and Mark are percent in
// canonical text ("61.28"); Mark is a target, and may be empty. The number
// stands beside it in words: the bar is hidden from screen readers.
type Bar struct {
	Share string
	Mark  string
	Tone  string // "" first colour, "2" second, "bad"
}

// Width is Share between 0 and 100, as an SVG length.
func (b Bar) Width() string { return clamp(b.Share) + "%" }

// At is Mark between 0 and 100, as an SVG length; empty without a mark.
func (b Bar) At() string {
	if b.Mark == "" {
		return ""
	}
	return clamp(b.Mark) + "%"
}

func clamp(percent string) string {
	n, ok := new(big.Rat).SetString(percent)
	switch {
	case !ok || n.Sign() < 0:
		return "0"
	case n.Cmp(big.NewRat(100, 1)) > 0:
		return "100"
	}
	return n.FloatString(2)
}
