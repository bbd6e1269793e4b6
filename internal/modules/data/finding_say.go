package data

import (
	"math/big"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/text"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// sentences say what a finding found, most important first.
func (w writer) sentences(f finding) (list []phrase) {
	if len(w.b.Base) > 0 {
		conditions := published.Conditions(w.b.Set, w.b.Version.Columns, w.b.Base, w)
		list = append(list, w.say("data.find-only", arg{"conditions", words(conditions)}))
	}
	if f.rows.value.Sign() == 0 {
		key := "data.find-nothing"
		if len(w.b.Base) == 0 {
			key = "data.find-empty"
		}
		return append(list, w.say(key))
	}
	if f.measure.Name == "" || f.things {
		list = append(list, w.say("data.find-rows", arg{"rows", w.value(f.rows)}))
	}
	if f.kinds != nil {
		list = append(list, w.kinds(*f.kinds))
	}
	switch {
	case len(f.lines) == 1:
		list = append(list, w.line(f, f.lines[0]))
	case len(f.lines) > 1:
		list = append(list, w.lines(f))
	}
	if f.twin != nil {
		list = append(list, w.twin(f, *f.twin))
	}
	if f.mover != nil {
		list = append(list, w.mover(f, *f.mover))
	}
	if f.share != nil {
		list = append(list, w.share(f, *f.share))
	}
	if f.top != nil {
		list = append(list, w.peak(f, *f.top))
	}
	if f.early != nil {
		list = append(list, w.say("data.find-early", arg{"period", words(w.day(f.early.at))}, arg{"n", words(strconv.Itoa(f.early.n))},
			arg{"all", words(strconv.Itoa(f.early.all))}))
	}
	return list
}

// line tells one line of figures: its newest, and how it changed.
func (w writer) line(f finding, r reading) phrase {
	measure := w.label(f)
	if r.name != "" {
		measure = r.name + ", " + text.Within(measure)
		if generic(f.measure.Label) {
			measure = r.name
		}
	}
	args := []arg{{"measure", words(measure)}, {"value", w.value(r.value)}, {"state", w.state(r)}}
	if r.now.Time == "" {
		return w.say("data.find-whole", append(args, arg{"lacking", w.lacking(r)})...)
	}
	key := "data.find-figure"
	if f.measure.Adds() {
		key = "data.find-total"
	}
	tail := append(w.change(f, r), w.lacking(r)...)
	return w.say(key, append(args, arg{"at", words(w.at(r.now))}, arg{"tail", tail})...)
}

// generic tells of a label that says nothing by itself.
func generic(label string) bool {
	switch strings.ToLower(label) {
	case "nilai", "jumlah", "angka", "value", "total":
		return true
	}
	return false
}

func (w writer) state(r reading) phrase {
	if r.state == "" {
		return nil
	}
	return w.say("data.find-state", arg{"state", words(r.state)})
}

// change tells how a figure differs from the one before, in percent where it
// adds up and in its own unit where it does not.
func (w writer) change(f finding, r reading) phrase {
	if r.before == nil {
		return nil
	}
	before := arg{"before", words(w.since(*r.before, r.now))}
	by, percent := r.change()
	direction := "up"
	if by.Sign() < 0 {
		direction = "down"
	}
	switch {
	case by.Sign() == 0:
		return w.say("data.change-same", before)
	case !f.measure.Adds() && f.mover == nil:
		return w.say("data.change-"+direction+"-by", before, arg{"by", words(w.difference(r.value, by))})
	case percent == nil:
		return w.say("data.change-from", before, arg{"was", w.value(r.was)})
	case new(big.Rat).Abs(percent).Cmp(big.NewRat(1, 20)) < 0:
		return w.say("data.change-near", before)
	case percent.Cmp(big.NewRat(200, 1)) >= 0:
		times := new(big.Rat).Quo(r.value.value, r.was.value)
		return w.say("data.change-times", before, arg{"times", words(w.Lang().Decimal(times.FloatString(1)))})
	}
	return w.say("data.change-"+direction, before, arg{"percent", words(w.percent(percent))})
}

// difference is how far two figures lie apart; of percents in points.
func (w writer) difference(n number, by *big.Rat) string {
	c := n.column
	if c.Unit == "persen" || c.Unit == "%" {
		c.Unit = "poin persen"
	}
	by = new(big.Rat).Abs(by)
	return w.withUnit(c, w.short(number{value: by, column: c}))
}

func (w writer) lacking(r reading) phrase {
	if len(r.lacking) == 0 {
		return nil
	}
	key := "data.lack-one"
	if r.before != nil {
		key = "data.lack-" + r.why
	}
	return w.say(key, arg{"places", w.names(r.lacking)})
}

// lines tell a few lines of figures side by side: under one moment where they
// share it.
func (w writer) lines(f finding) phrase {
	shared := true
	for _, r := range f.lines {
		shared = shared && r.now.Time == f.lines[0].now.Time && r.now.Part == f.lines[0].now.Part
	}
	var items []phrase
	for _, r := range f.lines {
		item := append(words(r.name+" "), w.value(r.value)...)
		item = append(item, w.state(r)...)
		if !shared {
			item = append(append(item, part{Text: " "}), words(w.at(r.now))...)
		}
		if r.before != nil && len(f.lines) <= 2 {
			item = append(item, w.say("data.find-was", arg{"was", w.value(r.was)}, arg{"at", words(w.at(*r.before))})...)
		}
		items = append(items, item)
	}
	head := ""
	if !generic(f.measure.Label) {
		head = w.label(f)
	}
	if shared && f.lines[0].now.Time != "" {
		head = strings.TrimSpace(head + " " + w.at(f.lines[0].now))
	}
	list := w.list(items)
	if head == "" {
		return w.say("data.find-list", arg{"list", list})
	}
	return w.say("data.find-list-of", arg{"head", words(text.Capital(head))}, arg{"list", list})
}

// share tells in how few parts most of a whole is.
func (w writer) share(f finding, s share) phrase {
	key := "data.share-places"
	if s.kinds {
		key = "data.share-kinds"
	}
	args := []arg{{"n", words(strconv.Itoa(s.n))}, {"parts", w.names(s.names)}}
	if f.measure.Kind == lewu.Money {
		return w.say(key+"-money", args...)
	}
	unit := w.unit(f.measure.Unit)
	if unit == "" {
		unit = w.Say(lewu.Msg("data.unit-none"))
	}
	return w.say(key, append(args, arg{"unit", words(unit)})...)
}

// peak tells the highest and the lowest. It begins with the measure where
// nothing before it named it.
func (w writer) peak(f finding, p peak) phrase {
	args := []arg{{"high", words(w.end(p.high))}, {"value", w.value(p.high.value)}, {"low", words(w.end(p.low))}, {"least", w.value(p.low.value)}}
	kind := "kind"
	if w.b.Shape.Region != "" {
		kind = "place"
	}
	if f.measure.Adds() {
		return w.say("data.top-"+kind+"-sum", args...)
	}
	if len(f.lines) > 0 || f.mover != nil {
		return w.say("data.top-"+kind, args...)
	}
	what := w.label(f)
	if p.now.Time != "" {
		what += " " + w.at(p.now)
	}
	return w.say("data.top-"+kind+"-of", append(args, arg{"what", words(what)})...)
}

func (w writer) end(e end) string {
	if e.more == 0 {
		return e.where
	}
	return w.Say(lewu.Msg("data.top-more", "where", e.where, "n", strconv.Itoa(e.more)))
}

// mover tells which kind changed most.
func (w writer) mover(f finding, m mover) phrase {
	r := reading{now: m.now, before: &m.before, value: m.value, was: m.was}
	key := "data.find-mover"
	if m.places == 1 {
		key = "data.find-mover-one" // a mean of one is no mean
	}
	return w.say(key, arg{"kind", words(m.kind)}, arg{"measure", words(text.Within(w.label(f)))}, arg{"value", w.value(m.value)},
		arg{"at", words(w.at(m.now))}, arg{"tail", w.change(f, r)}, arg{"category", words(w.columnLabel(m.column))})
}

// twin adds the other half of a split: boys and girls make pupils.
func (w writer) twin(f finding, p twin) phrase {
	label := p.measure.Label
	if w.english() {
		label = p.measure.LabelEN
	}
	both := number{value: book.Plus(f.lines[0].value.value, p.value.value), column: f.measure.Column}
	return w.say("data.find-pair", arg{"other", words(text.Within(label))}, arg{"value", w.value(p.value)},
		arg{"sum", words(w.withUnit(both.column, w.short(both)))})
}

// kinds tell how many rows there are of which kind.
func (w writer) kinds(k kinds) phrase {
	var items []phrase
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
	return w.say("data.find-kinds", arg{"column", words(w.columnLabel(k.column))}, arg{"list", list})
}

func joinPhrases(items []phrase, between string) (out phrase) {
	for i, item := range items {
		if i > 0 {
			out = append(out, part{Text: between})
		}
		out = append(out, item...)
	}
	return out
}
