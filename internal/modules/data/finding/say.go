package finding

import (
	"math/big"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/text"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// Sentences say what a finding found, most important first.
func (w Writer) Sentences(f Finding) (list []Phrase) {
	if len(w.Book.Base) > 0 {
		conditions := published.Conditions(w.Book.Set, w.Book.Version.Columns, w.Book.Base, w)
		list = append(list, w.say("data.find-only", arg{"conditions", words(conditions)}))
	}
	if f.Rows.Value.Sign() == 0 {
		key := "data.find-nothing"
		if len(w.Book.Base) == 0 {
			key = "data.find-empty"
		}
		return append(list, w.say(key))
	}
	if f.Measure.Name == "" || f.things {
		list = append(list, w.say("data.find-rows", arg{"rows", w.value(f.Rows)}))
	}
	if f.Kinds != nil {
		list = append(list, w.Kinds(*f.Kinds))
	}
	switch {
	case len(f.Lines) == 1:
		list = append(list, w.line(f, f.Lines[0]))
	case len(f.Lines) > 1:
		list = append(list, w.lines(f))
	}
	if f.twin != nil {
		list = append(list, w.twin(f, *f.twin))
	}
	if f.Mover != nil {
		list = append(list, w.mover(f, *f.Mover))
	}
	if f.Share != nil {
		list = append(list, w.Share(f, *f.Share))
	}
	if f.Top != nil {
		list = append(list, w.Peak(f, *f.Top))
	}
	if f.early != nil {
		list = append(list, w.say("data.find-early", arg{"period", words(w.Day(f.early.at))}, arg{"n", words(strconv.Itoa(f.early.n))},
			arg{"all", words(strconv.Itoa(f.early.all))}))
	}
	return list
}

// line tells one line of figures: its newest, and how it changed.
func (w Writer) line(f Finding, r Reading) Phrase {
	measure := w.label(f)
	if r.name != "" {
		measure = r.name + ", " + text.Within(measure)
		if Generic(f.Measure.Label) {
			measure = r.name
		}
	}
	args := []arg{{"measure", words(measure)}, {"value", w.value(r.Value)}, {"state", w.state(r)}}
	if r.Now.Time == "" {
		return w.say("data.find-whole", append(args, arg{"lacking", w.lacking(r)})...)
	}
	key := "data.find-figure"
	if f.Measure.Adds() {
		key = "data.find-total"
	}
	tail := append(w.Change(f, r), w.lacking(r)...)
	return w.say(key, append(args, arg{"at", words(w.At(r.Now))}, arg{"tail", tail})...)
}

// Generic tells of a label that says nothing by itself.
func Generic(label string) bool {
	switch strings.ToLower(label) {
	case "nilai", "jumlah", "angka", "value", "total":
		return true
	}
	return false
}

func (w Writer) state(r Reading) Phrase {
	if r.State == "" {
		return nil
	}
	return w.say("data.find-state", arg{"state", words(r.State)})
}

// Change tells how a figure differs from the one before, in percent where it
// adds up and in its own unit where it does not.
func (w Writer) Change(f Finding, r Reading) Phrase {
	if r.Before == nil {
		return nil
	}
	before := arg{"before", words(w.since(*r.Before, r.Now))}
	by, percent := r.change()
	direction := "up"
	if by.Sign() < 0 {
		direction = "down"
	}
	switch {
	case by.Sign() == 0:
		return w.say("data.change-same", before)
	case !f.Measure.Adds() && f.Mover == nil:
		return w.say("data.change-"+direction+"-by", before, arg{"by", words(w.difference(r.Value, by))})
	case percent == nil:
		return w.say("data.change-from", before, arg{"was", w.value(r.Was)})
	case new(big.Rat).Abs(percent).Cmp(big.NewRat(1, 20)) < 0:
		return w.say("data.change-near", before)
	case percent.Cmp(big.NewRat(200, 1)) >= 0:
		times := new(big.Rat).Quo(r.Value.Value, r.Was.Value)
		return w.say("data.change-times", before, arg{"times", words(w.Lang().Decimal(times.FloatString(1)))})
	}
	return w.say("data.change-"+direction, before, arg{"percent", words(w.percent(percent))})
}

// difference is how far two figures lie apart; of percents in points.
func (w Writer) difference(n Number, by *big.Rat) string {
	c := n.Column
	if c.Unit == "persen" || c.Unit == "%" {
		c.Unit = "poin persen"
	}
	by = new(big.Rat).Abs(by)
	return w.withUnit(c, w.short(Number{Value: by, Column: c}))
}

func (w Writer) lacking(r Reading) Phrase {
	if len(r.Lacking) == 0 {
		return nil
	}
	key := "data.lack-one"
	if r.Before != nil {
		key = "data.lack-" + r.why
	}
	return w.say(key, arg{"places", w.names(r.Lacking)})
}

// lines tell a few lines of figures side by side: under one moment where they
// share it.
func (w Writer) lines(f Finding) Phrase {
	shared := true
	for _, r := range f.Lines {
		shared = shared && r.Now.Time == f.Lines[0].Now.Time && r.Now.Part == f.Lines[0].Now.Part
	}
	var items []Phrase
	for _, r := range f.Lines {
		item := append(words(r.name+" "), w.value(r.Value)...)
		item = append(item, w.state(r)...)
		if !shared {
			item = append(append(item, part{Text: " "}), words(w.At(r.Now))...)
		}
		if r.Before != nil && len(f.Lines) <= 2 {
			item = append(item, w.say("data.find-was", arg{"was", w.value(r.Was)}, arg{"at", words(w.At(*r.Before))})...)
		}
		items = append(items, item)
	}
	head := ""
	if !Generic(f.Measure.Label) {
		head = w.label(f)
	}
	if shared && f.Lines[0].Now.Time != "" {
		head = strings.TrimSpace(head + " " + w.At(f.Lines[0].Now))
	}
	list := w.list(items)
	if head == "" {
		return w.say("data.find-list", arg{"list", list})
	}
	return w.say("data.find-list-of", arg{"head", words(text.Capital(head))}, arg{"list", list})
}

// Share tells in how few parts most of a whole is.
func (w Writer) Share(f Finding, s share) Phrase {
	key := "data.share-places"
	if s.Kinds {
		key = "data.share-kinds"
	}
	args := []arg{{"n", words(strconv.Itoa(s.n))}, {"parts", w.names(s.names)}}
	if f.Measure.Kind == lewu.Money {
		return w.say(key+"-money", args...)
	}
	unit := w.Unit(f.Measure.Unit)
	if unit == "" {
		unit = w.Say(lewu.Msg("data.unit-none"))
	}
	return w.say(key, append(args, arg{"unit", words(unit)})...)
}

// Peak tells the highest and the lowest. It begins with the measure where
// nothing before it named it.
func (w Writer) Peak(f Finding, p Peak) Phrase {
	args := []arg{{"high", words(w.end(p.High))}, {"value", w.value(p.High.value)}, {"low", words(w.end(p.low))}, {"least", w.value(p.low.value)}}
	kind := "kind"
	if w.Book.Shape.Region != "" {
		kind = "place"
	}
	if f.Measure.Adds() {
		return w.say("data.top-"+kind+"-sum", args...)
	}
	if len(f.Lines) > 0 || f.Mover != nil {
		return w.say("data.top-"+kind, args...)
	}
	what := w.label(f)
	if p.Now.Time != "" {
		what += " " + w.At(p.Now)
	}
	return w.say("data.top-"+kind+"-of", append(args, arg{"what", words(what)})...)
}

func (w Writer) end(e end) string {
	if e.more == 0 {
		return e.where
	}
	return w.Say(lewu.Msg("data.top-more", "where", e.where, "n", strconv.Itoa(e.more)))
}

// mover tells which kind changed most.
func (w Writer) mover(f Finding, m mover) Phrase {
	r := Reading{Now: m.Now, Before: &m.Before, Value: m.Value, Was: m.Was}
	key := "data.find-mover"
	if m.places == 1 {
		key = "data.find-mover-one" // a mean of one is no mean
	}
	return w.say(key, arg{"kind", words(m.Kind)}, arg{"measure", words(text.Within(w.label(f)))}, arg{"value", w.value(m.Value)},
		arg{"at", words(w.At(m.Now))}, arg{"tail", w.Change(f, r)}, arg{"category", words(w.ColumnLabel(m.Column))})
}

// twin adds the other half of a split: boys and girls make pupils.
func (w Writer) twin(f Finding, p twin) Phrase {
	label := p.measure.Label
	if w.English() {
		label = p.measure.LabelEN
	}
	both := Number{Value: book.Plus(f.Lines[0].Value.Value, p.value.Value), Column: f.Measure.Column}
	return w.say("data.find-pair", arg{"other", words(text.Within(label))}, arg{"value", w.value(p.value)},
		arg{"sum", words(w.withUnit(both.Column, w.short(both)))})
}

// Kinds tell how many rows there are of which kind.
func (w Writer) Kinds(k kinds) Phrase {
	var items []Phrase
	for _, one := range k.list {
		name := one.name
		if name == "" {
			name = w.Lang().Missing()
		}
		items = append(items, append(words(name+" "), w.value(one.rows)...))
	}
	list := w.list(items)
	if more := k.all - len(k.list); more > 0 {
		list = w.say("data.find-more", arg{"list", joinPhrases(items, ", ")}, arg{"n", words(w.Lang().Int(int64(more)))})
	}
	return w.say("data.find-kinds", arg{"column", words(w.ColumnLabel(k.Column))}, arg{"list", list})
}

func joinPhrases(items []Phrase, between string) (out Phrase) {
	for i, item := range items {
		if i > 0 {
			out = append(out, part{Text: between})
		}
		out = append(out, item...)
	}
	return out
}
