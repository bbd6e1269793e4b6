package typing

import (
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// text says why a column stayed text, and warns where it is nearly something
// else: one word among numbers is most often a slip.
func (p *Profile) text(d *Decision) {
	c := d.Column
	switch {
	case p.crooked.count > 0 && (p.crooked.count+p.numbers)*5 >= p.n*4:
		d.add(lewu.Finding{Severity: lewu.Warn, Column: c.Name, Row: p.crooked.row,
			Message: lewu.Msg("typing.exponent", "column", c.Label, "cell", p.crooked.cell, "count", text(p.crooked.count)),
			Remedy:  lewu.Msg("typing.exponent.remedy")})
		d.why("typing.why.exponent")
	case p.numbers == p.n:
		d.add(lewu.Finding{Severity: lewu.Warn, Column: c.Name, Row: p.first.row,
			Message: lewu.Msg("typing.mixed", "column", c.Label),
			Remedy:  lewu.Msg("typing.mixed.remedy")})
		d.why("typing.why.mixed")
	case p.numbers*5 >= p.n*4:
		d.add(lewu.Finding{Severity: lewu.Warn, Column: c.Name, Row: p.odd.row,
			Message: lewu.Msg("typing.almost", "column", c.Label, "cell", p.odd.cell, "row", text(p.odd.row),
				"count", text(p.n-p.numbers), "numbers", text(p.numbers)),
			Remedy: lewu.Msg("typing.almost.remedy")})
		d.why("typing.why.almost", "count", text(p.n-p.numbers))
	default:
		d.why("typing.why.text", "cell", p.odd.cell)
	}
}

// missing counts the cells without a value and names the marks that were read so.
func (p *Profile) missing(d *Decision) {
	if d.as == 0 && d.keep == keepNone && p.n > 0 {
		d.keep = keepWeak
	}
	d.Column.Missing = p.empty
	var read, kept []string
	for m, n := range p.marks {
		if n == 0 {
			continue
		}
		named := markWords[m] + " (" + text(n) + ")"
		if d.keep == keepAll || d.keep == keepWeak && mark(m) >= firstWeak {
			kept = append(kept, named)
			continue
		}
		d.Column.Missing += n
		read = append(read, named)
	}
	if len(read) > 0 {
		d.step("missing", "typing.step.missing", "marks", strings.Join(read, ", "))
	}
	if len(kept) > 0 && d.keep == keepWeak {
		d.add(lewu.Finding{Severity: lewu.Note, Column: d.Column.Name,
			Message: lewu.Msg("typing.weak-marks", "column", d.Column.Label, "marks", strings.Join(kept, ", "))})
	}
}

// warn adds what is dangerous or doubtful whatever the kind.
func (p *Profile) warn(d *Decision) {
	c := &d.Column
	if what, ok := p.personal(); ok {
		d.add(lewu.Finding{Severity: lewu.Reject, Column: c.Name, Row: p.first.row,
			Message: lewu.Msg("typing.identity", "column", c.Label, "what", what),
			Remedy:  lewu.Msg("typing.identity.remedy", "column", c.Label)})
	}
	if p.formula.count > 0 {
		d.add(lewu.Finding{Severity: lewu.Warn, Column: c.Name, Row: p.formula.row,
			Message: lewu.Msg("typing.formula", "column", c.Label, "count", text(p.formula.count), "row", text(p.formula.row), "cell", p.formula.cell)})
	}
	if n := p.numbers - p.native; p.native > 0 && n > 0 && c.Kind.Numeric() {
		d.add(lewu.Finding{Severity: lewu.Note, Column: c.Name, Row: p.written.row,
			Message: lewu.Msg("typing.text-numbers", "column", c.Label, "count", text(n), "row", text(p.written.row), "cell", p.written.cell)})
	}
	if c.Kind == lewu.Code && p.hint.code && !p.hint.other && p.shortDot > 0 && p.numbers == p.n && p.deep == 0 {
		d.add(lewu.Finding{Severity: lewu.Warn, Column: c.Name,
			Message: lewu.Msg("typing.code-lost-zero", "column", c.Label, "count", text(p.shortDot)),
			Remedy:  lewu.Msg("typing.code-lost-zero.remedy")})
	}
}
