package finding

import (
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// Workings write out every number of the sentences: all its digits, with the
// way to its receipt, and for what was worked out of several the formula.
func (w Writer) Workings(f Finding) (list []Phrase) {
	if f.Rows.Value.Sign() == 0 {
		return nil
	}
	value := func(what string, n Number) { list = append(list, w.figure(words(what), n)) }
	if f.Measure.Name == "" || f.things {
		value(w.Say(lewu.Msg("data.work-rows")), f.Rows)
	}
	if f.Kinds != nil {
		for _, k := range f.Kinds.list {
			value(orMissing(w, k.name), k.rows)
		}
	}
	for _, r := range f.Lines {
		list = append(list, w.lineWork(f, r)...)
	}
	if p := f.twin; p != nil {
		value(p.measure.Label, p.value)
		sum := Number{Value: book.Plus(f.Lines[0].Value.Value, p.value.Value), Column: f.Measure.Column}
		parts := append(append(w.Full(f.Lines[0].Value), part{Text: " + "}), w.Full(p.value)...)
		list = append(list, w.say("data.work-sum", arg{"sum", words(w.Full(sum).String())}, arg{"parts", parts}))
	}
	if m := f.Mover; m != nil {
		r := Reading{line: line{name: m.Kind}, Now: m.Now, Before: &m.Before, Value: m.Value, Was: m.Was}
		list = append(list, w.lineWork(f, r)...)
	}
	if s := f.Share; s != nil {
		var parts []Phrase
		for i, n := range s.parts {
			parts = append(parts, append(words(s.names[i]+" "), w.Full(n)...))
		}
		list = append(list, w.say("data.work-share", arg{"n", words(strconv.Itoa(s.n))}, arg{"parts", joinPhrases(parts, " + ")}, arg{"whole", w.Full(s.whole)}))
	}
	if p := f.Top; p != nil {
		value(p.High.where, p.High.value)
		value(p.low.where, p.low.value)
	}
	return list
}

// lineWork writes out a line's newest figure, the one before, and their
// difference.
func (w Writer) lineWork(f Finding, r Reading) (list []Phrase) {
	what := func(at book.Moment) Phrase {
		text := strings.TrimSpace(r.name + " " + w.Day(at))
		if r.name == "" {
			text = strings.TrimSpace(w.label(f) + " " + w.Day(at))
		}
		if len(r.Lacking) > 0 {
			return append(words(text), w.Without(r.Lacking)...)
		}
		return words(text)
	}
	list = append(list, w.figure(what(r.Now), r.Value))
	if r.Before == nil || len(f.Lines) > 2 {
		return list
	}
	list = append(list, w.figure(what(*r.Before), r.Was))
	by, percent := r.change()
	bare := func(n Number) Phrase { return words(w.Full(n).String()) }
	now, was := arg{"now", bare(r.Value)}, arg{"was", bare(r.Was)}
	switch {
	case by.Sign() == 0:
	case percent != nil && (f.Measure.Adds() || f.Mover != nil):
		sign := ""
		if by.Sign() < 0 {
			sign = "−"
		}
		list = append(list, w.say("data.work-change", arg{"percent", words(sign + w.percent(percent))}, now, was))
	case len(f.Lines) == 1:
		list = append(list, w.say("data.work-difference", arg{"by", words(w.difference(r.Value, by))}, now, was))
	}
	return list
}

// Without says which places are left out.
func (w Writer) Without(places []string) Phrase {
	return w.say("data.work-without", arg{"places", w.names(places)})
}

// figure is one number with its name, the way to its receipt, and the way to
// quote it, where it is published.
func (w Writer) figure(what Phrase, n Number) Phrase {
	line := w.say("data.work-value", arg{"what", what}, arg{"value", w.Full(n)})
	cite := book.CitePath(w.Book.Version, n.Receipt)
	if cite == "" {
		return line
	}
	return append(line, part{Text: " "}, part{Text: w.Say(lewu.Msg("data.work-cite")), Href: cite, Quiet: true})
}

func orMissing(w Writer, name string) string {
	if name == "" {
		return w.Lang().Missing()
	}
	return name
}
