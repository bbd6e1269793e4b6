package data

import (
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// workings write out every number of the sentences: all its digits, with the
// way to its receipt, and for what was worked out of several the formula.
func (w writer) workings(f finding) (list []phrase) {
	if f.rows.value.Sign() == 0 {
		return nil
	}
	value := func(what string, n number) { list = append(list, w.figure(words(what), n)) }
	if f.measure.Name == "" || f.things {
		value(w.Say(lewu.Msg("data.work-rows")), f.rows)
	}
	if f.kinds != nil {
		for _, k := range f.kinds.list {
			value(orMissing(w, k.name), k.rows)
		}
	}
	for _, r := range f.lines {
		list = append(list, w.lineWork(f, r)...)
	}
	if p := f.twin; p != nil {
		value(p.measure.Label, p.value)
		sum := number{value: book.Plus(f.lines[0].value.value, p.value.value), column: f.measure.Column}
		parts := append(append(w.full(f.lines[0].value), part{Text: " + "}), w.full(p.value)...)
		list = append(list, w.say("data.work-sum", arg{"sum", words(w.full(sum).String())}, arg{"parts", parts}))
	}
	if m := f.mover; m != nil {
		r := reading{line: line{name: m.kind}, now: m.now, before: &m.before, value: m.value, was: m.was}
		list = append(list, w.lineWork(f, r)...)
	}
	if s := f.share; s != nil {
		var parts []phrase
		for i, n := range s.parts {
			parts = append(parts, append(words(s.names[i]+" "), w.full(n)...))
		}
		list = append(list, w.say("data.work-share", arg{"n", words(strconv.Itoa(s.n))}, arg{"parts", joinPhrases(parts, " + ")}, arg{"whole", w.full(s.whole)}))
	}
	if p := f.top; p != nil {
		value(p.high.where, p.high.value)
		value(p.low.where, p.low.value)
	}
	return list
}

// lineWork writes out a line's newest figure, the one before, and their
// difference.
func (w writer) lineWork(f finding, r reading) (list []phrase) {
	what := func(at book.Moment) phrase {
		text := strings.TrimSpace(r.name + " " + w.day(at))
		if r.name == "" {
			text = strings.TrimSpace(w.label(f) + " " + w.day(at))
		}
		if len(r.lacking) > 0 {
			return append(words(text), w.say("data.work-without", arg{"places", w.names(r.lacking)})...)
		}
		return words(text)
	}
	list = append(list, w.figure(what(r.now), r.value))
	if r.before == nil || len(f.lines) > 2 {
		return list
	}
	list = append(list, w.figure(what(*r.before), r.was))
	by, percent := r.change()
	bare := func(n number) phrase { return words(w.full(n).String()) }
	now, was := arg{"now", bare(r.value)}, arg{"was", bare(r.was)}
	switch {
	case by.Sign() == 0:
	case percent != nil && (f.measure.Adds() || f.mover != nil):
		sign := ""
		if by.Sign() < 0 {
			sign = "−"
		}
		list = append(list, w.say("data.work-change", arg{"percent", words(sign + w.percent(percent))}, now, was))
	case len(f.lines) == 1:
		list = append(list, w.say("data.work-difference", arg{"by", words(w.difference(r.value, by))}, now, was))
	}
	return list
}

// figure is one number with its name, the way to its receipt, and the way to
// quote it.
func (w writer) figure(what phrase, n number) phrase {
	line := w.say("data.work-value", arg{"what", what}, arg{"value", w.full(n)})
	return append(line, part{Text: " "}, part{Text: w.Say(lewu.Msg("data.work-cite")), Href: book.CitePath(w.b.Version, n.receipt), Quiet: true})
}

func orMissing(w writer, name string) string {
	if name == "" {
		return w.Lang().Missing()
	}
	return name
}
