package typing

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
)

// longestInteger is how many digits surely fit a BIGINT.
const longestInteger = 18

// figure takes a number, if one reading is borne out by the whole column.
func (p *Profile) figure(d *Decision, answers map[string]string) bool {
	both := p.can & (asPoint | asComma)
	if both == 0 || p.unlike() {
		return false
	}
	if key := p.clash(); key != "" {
		if n := p.wore(percent); n > 0 && n < p.n {
			d.add(lewu.Finding{Severity: lewu.Warn, Column: d.Column.Name,
				Message: lewu.Msg("typing.mixed-percent", "column", d.Column.Label, "count", text(n), "plain", text(p.n-n)),
				Remedy:  lewu.Msg("typing.mixed-percent.remedy")})
		}
		return d.why(key)
	}
	as := lowest(both)
	_, open := p.open(both)
	if open {
		switch answers["decimal:"+d.Column.Name] {
		case "1,234.5", "1234.5":
			as = asPoint
		case "1.234,5", "1234,5":
			as = asComma
		case "teks":
			return d.why("typing.why.chosen")
		default:
			return p.askDecimal(d)
		}
		if both&as == 0 {
			return p.askDecimal(d)
		}
	}
	return p.take(d, as)
}

// clash finds what numbers wear that does not go together.
func (p *Profile) clash() string {
	mixed := func(piece dress) bool { n := p.wore(piece); return n != 0 && n != p.n }
	switch {
	case mixed(percent):
		return "typing.why.mixed-percent"
	case p.wore(parens) > 0 && (p.wore(minus) > 0 || p.wore(parens) == p.n):
		return "typing.why.mixed-parens"
	}
	return ""
}

// open tells whether a person has to say how the numbers are written: both
// readings are left and give different values, or only some of the long
// numbers are grouped.
func (p *Profile) open(both reading) (why string, open bool) {
	grouped := p.groupedP
	if both == asComma {
		grouped = p.groupedC
	}
	switch {
	case both == asPoint|asComma && p.separated > 0:
		return "typing.decimal-ask", true
	case grouped > 0 && p.long > 0:
		return "typing.group-ask", true
	}
	return "", false
}

// askDecimal leaves the column text and asks how to read it, with an example.
func (p *Profile) askDecimal(d *Decision) bool {
	key, _ := p.open(p.can & (asPoint | asComma))
	example := p.unsure
	if example.count == 0 {
		example = p.first
	}
	point, comma := "–", "–"
	if out, ok := appendNumber(nil, []byte(example.cell), asPoint, p.point.behind); ok {
		point = string(out)
	}
	if out, ok := appendNumber(nil, []byte(example.cell), asComma, p.comma.behind); ok {
		comma = string(out)
	}
	d.add(lewu.Finding{Severity: lewu.Ask, Column: d.Column.Name, Row: example.row,
		Message: lewu.Msg(key, "column", d.Column.Label, "example", example.cell, "point", point, "comma", comma,
			"question", "decimal:"+d.Column.Name, "choices", "1.234,5|1,234.5|teks"),
		Remedy: lewu.Msg("typing.decimal-ask.remedy")})
	return d.why("typing.why.ambiguous")
}

func (p *Profile) extent(as reading) extent {
	if as == asComma {
		return p.comma
	}
	return p.point
}

// take makes a numeric column of one reading.
func (p *Profile) take(d *Decision, as reading) bool {
	e := p.extent(as)
	e.whole = max(e.whole, 1)
	format := p.format(as, e)
	currency := p.hint.money || p.wore(rupiah) > 0
	switch {
	case e.whole+e.behind > MaxDigits:
		d.add(lewu.Finding{Severity: lewu.Warn, Column: d.Column.Name,
			Message: lewu.Msg("typing.digits", "column", d.Column.Label, "digits", strconv.Itoa(e.whole+e.behind), "limit", strconv.Itoa(MaxDigits))})
		return d.why("typing.why.digits")
	case currency && e.behind <= 2 && e.whole <= 16:
		d.is(lewu.Money, as, format)
		d.money()
		d.why("typing.why.money", "count", text(p.n))
	case e.behind == 0 && e.whole <= longestInteger && p.wore(percent) == 0:
		d.is(lewu.Integer, as, format)
		d.why("typing.why.integer", "count", text(p.n))
	default:
		d.is(lewu.Decimal, as, format)
		d.decimal(e)
		d.why("typing.why.decimal", "count", text(p.n), "format", format, "scale", strconv.Itoa(e.behind))
	}
	if p.wore(percent) > 0 && d.Column.Unit == "" {
		d.Column.Unit = "persen"
	}
	dressed := p.groupedP+p.groupedC > 0 && d.grouped(p, as) || as == asComma && e.behind > 0 || p.wore(rupiah)+p.wore(percent)+p.wore(dash) > 0
	if dressed && p.native < p.n { // what the file holds as numbers, nobody wrote
		d.step("number", "typing.step.number", "format", format, "count", text(p.n))
	}
	if n := p.wore(parens); n > 0 {
		d.step("parens", "typing.step.parens", "count", text(n))
	}
	return true
}

func (d *Decision) grouped(p *Profile, as reading) bool {
	return as == asPoint && p.groupedP > 0 || as == asComma && p.groupedC > 0
}

func (d *Decision) decimal(e extent) {
	d.Column.Kind, d.Column.Digits, d.Column.Scale, d.scale = lewu.Decimal, max(e.whole, 1)+e.behind, e.behind, e.behind
}

func (d *Decision) money() {
	d.Column.Kind, d.Column.Digits, d.Column.Scale, d.scale = lewu.Money, 0, 0, 2
	if d.Column.Unit == "" {
		d.Column.Unit = "rupiah"
	}
}

// format names how the numbers are written, by an example.
func (p *Profile) format(as reading, e extent) string {
	group, mark := "", "."
	grouped := p.groupedP
	if as == asComma {
		mark, grouped = ",", p.groupedC
	}
	if grouped > 0 {
		group = map[string]string{".": ",", ",": "."}[mark]
		if p.spaced > 0 {
			group = " "
		}
	}
	format := "1" + group + "234"
	if e.behind > 0 {
		format += mark + "5"
	}
	if format == "1234" {
		format = ""
	}
	if p.wore(rupiah) > 0 {
		format = "Rp " + format
	}
	if p.wore(percent) > 0 {
		format += " %"
	}
	return format
}
