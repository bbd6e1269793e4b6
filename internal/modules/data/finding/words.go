package finding

import (
	"math/big"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/period"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/text"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// A Speaker writes in the language of a reader: the base of a page is one.
type Speaker interface {
	published.Speaker
	Has(key string) bool
}

// A part is a stretch of a sentence; a number leads to its receipt.
type part struct {
	Text  string
	Href  string // path
	Quiet bool   // a way that stands beside a number
}

// A Phrase is a sentence, or a piece of one.
type Phrase []part

// words is a phrase that leads nowhere.
func words(text string) Phrase { return Phrase{{Text: text}} }

// String is the phrase without its links.
func (p Phrase) String() string {
	var b strings.Builder
	for _, one := range p {
		b.WriteString(one.Text)
	}
	return b.String()
}

// A Writer puts a finding into words.
type Writer struct {
	Speaker
	Book *book.Book
}

// An arg is a piece that goes into a sentence.
type arg struct {
	name string
	Phrase
}

// mark stands around the number of an argument while a sentence is put
// together: a control character that no message has.
const mark = "\x01"

// say puts a sentence together from its pieces, whose links stay.
func (w Writer) say(key string, args ...arg) Phrase {
	m := lewu.Message{Key: key, Args: make(map[string]string, len(args))}
	for i, a := range args {
		m.Args[a.name] = mark + string(rune('a'+i)) + mark
	}
	var out Phrase
	for i, piece := range strings.Split(w.Say(m), mark) {
		switch {
		case i%2 == 1:
			out = append(out, args[piece[0]-'a'].Phrase...)
		case piece != "":
			out = append(out, part{Text: piece})
		}
	}
	return out
}

func (w Writer) English() bool { return w.Lang() == i18n.EN }

// label is what the measure of a finding is called.
func (w Writer) label(f Finding) string {
	if w.English() {
		return f.Measure.LabelEN
	}
	return f.Measure.Label
}

// ColumnLabel is what a column is called inside a sentence.
func (w Writer) ColumnLabel(name string) string {
	c, _ := w.Book.Version.Column(name)
	return text.Within(w.Book.Set.Named(c, w.English()).Label)
}

// Unit is a unit in the language of the reader; an index has none.
func (w Writer) Unit(unit string) string {
	switch unit {
	case "indeks", "index", "rasio", "skor":
		return ""
	}
	key := "data.unit-" + strings.ReplaceAll(strings.ToLower(unit), " ", "-")
	if w.Has(key) {
		return w.Say(lewu.Msg(key))
	}
	return unit
}

// value is a number of a sentence with its unit: short, and rounded to what a
// reader keeps in mind. Its receipt has every digit.
func (w Writer) value(n Number) Phrase {
	return Phrase{{Text: w.withUnit(n.Column, w.short(n)), Href: book.OriginPath(w.Book.Version, n.Receipt)}}
}

// Full is a number with every digit that its receipt has.
func (w Writer) Full(n Number) Phrase {
	text := n.Receipt.Result
	if text == "" {
		text = n.Value.FloatString(n.Column.Scale)
	}
	if n.Column.Kind == lewu.Money {
		text = w.Lang().Money(text)
	} else {
		text = w.Lang().Decimal(text)
	}
	if n.Receipt.Dataset == "" {
		return words(w.withUnit(n.Column, text))
	}
	return Phrase{{Text: w.withUnit(n.Column, text), Href: book.OriginPath(w.Book.Version, n.Receipt)}}
}

func (w Writer) withUnit(c lewu.Column, text string) string {
	unit := w.Unit(c.Unit)
	if c.Kind == lewu.Money || unit == "" {
		return text
	}
	return text + " " + unit
}

// short writes a number as a sentence says it.
func (w Writer) short(n Number) string {
	if n.Column.Kind == lewu.Money {
		digits := 2
		if !strings.HasSuffix(n.Value.FloatString(2), ".00") && new(big.Rat).Abs(n.Value).Cmp(big.NewRat(1000, 1)) >= 0 {
			digits = 0
		}
		return w.Lang().Short(n.Value.FloatString(digits))
	}
	text := n.Value.FloatString(digitsOf(n.Value, n.Column.Scale))
	if n.Value.IsInt() {
		text = n.Value.Num().String()
	}
	return w.Lang().Decimal(text)
}

// digitsOf is how many digits behind the mark a sentence gives a number.
func digitsOf(n *big.Rat, scale int) int {
	size := new(big.Rat).Abs(n)
	switch {
	case size.Cmp(big.NewRat(1000, 1)) >= 0:
		return 0
	case size.Cmp(big.NewRat(100, 1)) >= 0:
		return min(scale, 1)
	}
	return scale
}

// percent writes a share of hundred to one digit: "4,4 persen".
func (w Writer) percent(n *big.Rat) string {
	return w.Lang().PercentWord(new(big.Rat).Abs(n).FloatString(1))
}

// Day is a moment in words: "2025", "Oktober 2025", "31 Oktober 2025 pukul 23".
func (w Writer) Day(m book.Moment) string {
	if m.At.Unit() == period.None {
		return strings.TrimSpace(m.Part + " " + m.Time)
	}
	text := w.Lang().Day(m.At.String())
	if m.Part != "" && m.At.Unit() == period.Day {
		text = w.Say(lewu.Msg("data.find-hour", "day", text, "hour", m.Part))
	}
	return text
}

// since is a moment beside another: only its hour where they share the day.
func (w Writer) since(m, now book.Moment) string {
	if m.At == now.At && m.At.Unit() == period.Day && m.Part != "" {
		return w.Say(lewu.Msg("data.find-hour-only", "hour", m.Part))
	}
	return w.Day(m)
}

// At is a moment with the word for when: "pada 2025".
func (w Writer) At(m book.Moment) string {
	if m.At.Unit() == period.Day {
		return w.Say(lewu.Msg("data.find-on", "day", w.Day(m)))
	}
	return w.Say(lewu.Msg("data.find-in", "period", w.Day(m)))
}

// list joins names: "Kapuas, Katingan, dan Seruyan".
func (w Writer) list(items []Phrase) Phrase {
	switch len(items) {
	case 0:
		return nil
	case 1:
		return items[0]
	case 2:
		return w.say("data.find-and", arg{"a", items[0]}, arg{"b", items[1]})
	}
	head := items[0]
	for _, item := range items[1 : len(items)-1] {
		head = append(append(head, part{Text: ", "}), item...)
	}
	return w.say("data.find-and-last", arg{"head", head}, arg{"last", items[len(items)-1]})
}

// names joins names of places; many are only counted.
func (w Writer) names(list []string) Phrase {
	if len(list) > fewPlaces {
		return words(w.Say(lewu.Msg("data.find-places", "n", w.Lang().Int(int64(len(list))))))
	}
	var items []Phrase
	for _, name := range list {
		items = append(items, words(name))
	}
	return w.list(items)
}
