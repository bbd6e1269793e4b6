package typing

import (
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// Yes is how a person says yes in an answer.
const Yes = "ya"

// Decide takes the kind that the evidence of all cells bears out.
//
// Answers of people come before evidence, but never make a cell unreadable:
//
//	kind:<name>       a kind, "text" to "bps"
//	decimal:<name>    "1.234,5", "1,234.5" or "teks"
//	date:<name>       "d/m/y", "m/d/y" or "teks"
//	off:<step>:<name> "ya" undoes a step of the recipe: the words stay as written
func (p *Profile) Decide(answers map[string]string) Decision {
	d := Decision{Column: p.Column}
	d.Column.Kind = lewu.Text
	p.choose(&d, answers)
	p.missing(&d)
	p.warn(&d)
	return d
}

func (p *Profile) choose(d *Decision, answers map[string]string) {
	if p.undone(d, answers) {
		return
	}
	if p.n == 0 {
		d.Column.Why = lewu.Msg("typing.why.empty")
		return
	}
	if kind, ok := answers["kind:"+d.Column.Name]; ok {
		p.chosen(d, lewu.Kind(kind), answers)
		return
	}
	for _, try := range []func(*Decision, map[string]string) bool{p.boolean, p.year, p.date, p.code, p.coded, p.figure} {
		if try(d, answers) {
			return
		}
	}
	p.text(d)
}

// undone leaves the words of a column alone where a person undid a step.
func (p *Profile) undone(d *Decision, answers map[string]string) bool {
	for key, value := range answers {
		step, ok := strings.CutPrefix(key, "off:")
		if !ok || value != Yes {
			continue
		}
		if step, ok = strings.CutSuffix(step, ":"+d.Column.Name); !ok || step == "" {
			continue
		}
		d.keep = keepWeak
		if step == "missing" {
			d.keep = keepAll
		}
		d.Column.Why = lewu.Msg("typing.why.undone")
		d.Steps = append(d.Steps, lewu.Step{Name: step, Column: d.Column.Name, Off: true,
			Message: lewu.Msg("typing.step.undone", "column", d.Column.Label)})
		return true
	}
	return false
}

// chosen follows a person who named the kind, as far as every cell allows.
func (p *Profile) chosen(d *Decision, kind lewu.Kind, answers map[string]string) {
	ok := false
	switch kind {
	case lewu.Text:
		ok = true
	case lewu.Code:
		d.is(lewu.Code, asCode, "")
		ok = true
	case lewu.BPS:
		ok = p.can&asBPS != 0
		if ok {
			d.is(lewu.BPS, asBPS, "")
			p.repairFloats(d)
		}
	case lewu.Kemendagri:
		ok = p.kemendagri(d)
	case lewu.Year:
		ok = p.can&asYear != 0
		if ok {
			d.is(lewu.Year, asYear, "")
			p.repairFloats(d)
		}
	case lewu.Boolean:
		ok = p.can&asBoolean != 0
		if ok {
			d.is(lewu.Boolean, lowest(p.can&asBoolean), "")
		}
	case lewu.Date:
		ok = p.date(d, answers) && d.Column.Kind == kind
	case lewu.Integer, lewu.Decimal, lewu.Money:
		ok = p.figure(d, answers) && p.recast(d, kind)
	}
	switch {
	case ok:
		d.Column.Why = lewu.Msg("typing.why.chosen")
	case !asked(d):
		keep := *d
		*d = Decision{Column: p.Column, Findings: keep.Findings}
		d.Column.Kind = lewu.Text
		d.Column.Why = lewu.Msg("typing.why.impossible")
		d.add(lewu.Finding{Severity: lewu.Ask, Column: d.Column.Name, Row: p.odd.row,
			Message: lewu.Msg("typing.answer-impossible", "column", d.Column.Label, "kind", string(kind), "question", "kind:"+d.Column.Name, "cell", p.odd.cell),
			Remedy:  lewu.Msg("typing.answer-impossible.remedy")})
	}
}

// recast makes one numeric kind of another where nothing is lost by it.
func (p *Profile) recast(d *Decision, kind lewu.Kind) bool {
	c := &d.Column
	if c.Kind == kind {
		return true
	}
	e := p.extent(d.as)
	switch {
	case !c.Kind.Numeric():
		return false
	case kind == lewu.Decimal:
		d.decimal(e)
	case kind == lewu.Money && e.behind <= 2 && e.whole <= 16:
		d.money()
	case kind == lewu.Integer && e.behind == 0 && e.whole <= longestInteger:
		c.Kind, c.Digits, c.Scale, d.scale = lewu.Integer, 0, 0, 0
	default:
		return false
	}
	return true
}

func asked(d *Decision) bool {
	for _, f := range d.Findings {
		if f.Severity == lewu.Ask {
			return true
		}
	}
	return false
}

// is settles kind, reading and format.
func (d *Decision) is(kind lewu.Kind, as reading, format string) {
	d.Column.Kind, d.as, d.Column.Format = kind, as, format
}

func (d *Decision) add(f lewu.Finding) { d.Findings = append(d.Findings, f) }

func (d *Decision) step(name, key string, pairs ...string) {
	pairs = append(pairs, "column", d.Column.Label)
	d.Steps = append(d.Steps, lewu.Step{Name: name, Column: d.Column.Name, Message: lewu.Msg(key, pairs...)})
}

func (d *Decision) why(key string, pairs ...string) bool {
	d.Column.Why = lewu.Msg(key, pairs...)
	return true
}

// boolean takes a pair of words. "true" and "false" are nothing else; of the
// Indonesian pairs both words must stand in the column.
func (p *Profile) boolean(d *Decision, _ map[string]string) bool {
	as := p.can & asBoolean
	if as == 0 || as != asTrue && (p.yes == 0 || p.no == 0) {
		return false
	}
	format := map[reading]string{asTrue: "true/false", asYa: "ya/tidak", asBenar: "benar/salah"}[as]
	d.is(lewu.Boolean, as, format)
	return d.why("typing.why.boolean", "yes", text(p.yes), "no", text(p.no), "format", format)
}

func (p *Profile) year(d *Decision, _ map[string]string) bool {
	if !p.hint.year || p.can&asYear == 0 || p.floats != 0 && p.floats != p.n {
		return false
	}
	d.is(lewu.Year, asYear, "")
	p.repairFloats(d)
	return d.why("typing.why.year", "count", text(p.n))
}

func (p *Profile) date(d *Decision, answers map[string]string) bool {
	as := p.can & asDate
	if as == 0 {
		return false
	}
	if p.days == p.n {
		as = asISO
	}
	if as&(asDMY|asMDY) == asDMY|asMDY {
		switch answers["date:"+d.Column.Name] {
		case "d/m/y":
			as = asDMY
		case "m/d/y":
			as = asMDY
		case "teks":
			return d.why("typing.why.chosen")
		default:
			d.add(lewu.Finding{Severity: lewu.Ask, Column: d.Column.Name, Row: p.unclear.row,
				Message: lewu.Msg("typing.date-ask", "column", d.Column.Label, "example", p.unclear.cell,
					"question", "date:"+d.Column.Name, "choices", "d/m/y|m/d/y|teks"),
				Remedy: lewu.Msg("typing.date-ask.remedy")})
			return d.why("typing.why.ambiguous")
		}
	}
	as = lowest(as)
	format := map[reading]string{asISO: "y-m-d", asDMY: "d/m/y", asMDY: "m/d/y", asWords: "31 Oktober 2025"}[as]
	d.is(lewu.Date, as, format)
	if as != asISO {
		d.step("date", "typing.step.date", "format", format)
	}
	return d.why("typing.why.date", "count", text(p.n), "format", format)
}

func lowest(r reading) reading { return r & -r }

func text(n int64) string { return strconv.FormatInt(n, 10) }
