package typing

import (
	"math/bits"

	lewu "github.com/lewu-id/lewu"
)

// code takes digits that must not become a number, and region codes.
func (p *Profile) code(d *Decision, _ map[string]string) bool {
	if what, ok := p.personal(); ok {
		d.is(lewu.Code, asCode, "")
		return d.why("typing.why.identity", "what", what)
	}
	if p.hint.row && p.can&asInteger != 0 && p.rises {
		return false
	}
	if p.dotted(d) || p.undotted(d) {
		return true
	}
	if p.can&asDotted != 0 && p.can&asNumber == 0 && p.deep > 0 {
		d.is(lewu.Code, asCode, "")
		return d.why("typing.why.code-dotted")
	}
	return false
}

// dotted takes Kemendagri codes that have their dots. Two pairs of digits are
// a decimal number as well, so that shape alone needs a header that says code.
func (p *Profile) dotted(d *Decision) bool {
	if p.can&asKemendagri == 0 || p.digits == p.n || p.hint.other {
		return false
	}
	if p.deep == 0 && !p.hint.code && !p.hint.kemendagri {
		return false
	}
	d.is(lewu.Kemendagri, asKemendagri, "62.06")
	return d.why("typing.why.kemendagri", "count", text(p.n))
}

// undotted takes codes of nothing but digits.
func (p *Profile) undotted(d *Decision) bool {
	if p.can&asDigits == 0 || p.floats != 0 && p.floats != p.n && !p.hint.code {
		return false
	}
	switch p.system() {
	case asUndotted:
		return p.kemendagri(d) && d.why("typing.why.kemendagri", "count", text(p.n))
	case asBPS:
		d.is(lewu.BPS, asBPS, "6209")
		p.repairFloats(d)
		return d.why("typing.why.bps", "count", text(p.n))
	case asBPS | asUndotted:
		d.is(lewu.Code, asDigits, "")
		p.repairFloats(d)
		d.add(lewu.Finding{Severity: lewu.Warn, Column: d.Column.Name,
			Message: lewu.Msg("typing.region-unknown", "column", d.Column.Label, "example", p.example(), "question", "kind:"+d.Column.Name,
				"choices", "kemendagri|bps|code"),
			Remedy: lewu.Msg("typing.region-unknown.remedy", "column", d.Column.Label)})
		return d.why("typing.why.region-unknown")
	}
	key := ""
	switch {
	case p.lead > 0:
		key = "typing.why.code-zero"
	case p.hint.code:
		key = "typing.why.code-header"
	case p.regionLike():
		key = "typing.why.code-shape"
	default:
		return false
	}
	d.is(lewu.Code, asDigits, "")
	p.repairFloats(d)
	return d.why(key, "count", text(max(p.lead, 1)))
}

// system tells of which region system undotted codes are: one, both (nobody
// can tell), or none.
//
// The header decides where it names the system. Seven digits are BPS only
// (kecamatan). Four digits stand in both systems with other meanings for many
// kabupaten, so without a name they are never guessed.
func (p *Profile) system() reading {
	const two, four, six, seven, ten = 1 << 2, 1 << 4, 1 << 6, 1 << 7, 1 << 10
	switch {
	case p.hint.other && !p.hint.bps && !p.hint.kemendagri:
		return 0
	case p.hint.kemendagri && !p.hint.bps:
		return p.can & asUndotted
	case p.hint.bps && !p.hint.kemendagri:
		return p.can & asBPS
	case p.lengths&^two == 0 || p.lengths&six != 0:
		return 0 // a province is the same in both; six digits are nobody's without a name
	case p.hint.code && p.can&asBPS != 0 && p.lengths&seven != 0:
		return asBPS
	case p.hint.code && p.hint.area && p.can&asBPS != 0 && p.lengths&^(two|ten) == 0 && p.can&asUndotted == 0:
		return asBPS
	case p.hint.code && p.hint.area && p.can&(asBPS|asUndotted) == asBPS|asUndotted:
		return asBPS | asUndotted
	case p.home4 == p.n && p.lengths == four && (p.hint.code || p.hint.area || p.n >= 5 && p.changes >= 4):
		return asBPS | asUndotted
	}
	return 0
}

// kemendagri takes codes with their dots, or gives the lost dots back.
func (p *Profile) kemendagri(d *Decision) bool {
	if p.can&asKemendagri != 0 {
		d.is(lewu.Kemendagri, asKemendagri, "62.06")
		return true
	}
	if p.can&asUndotted == 0 {
		return false
	}
	d.is(lewu.Kemendagri, asUndotted, "6206")
	d.step("dots", "typing.step.dots", "count", text(p.n), "example", p.example())
	return true
}

func (p *Profile) example() string { return p.first.cell }

// regionLike knows region codes in a column whose header says nothing: all of
// one length, real provinces in front, and too many of them to be chance.
func (p *Profile) regionLike() bool {
	if p.can&asBPS == 0 || bits.OnesCount64(p.lengths) != 1 || p.n < 20 || p.changes < 10 {
		return false
	}
	provinces := 0
	for n := range 100 {
		if p.prefix[n/64]&(1<<(n%64)) != 0 {
			if !isProvince(n) {
				return false
			}
			provinces++
		}
	}
	short := p.lengths&(1<<2|1<<4) != 0
	return !short || p.n >= 100 && provinces >= 15 || p.n >= 30 && provinces >= 30
}

// repairFloats reports codes and years that a program had written as 3201.0.
func (p *Profile) repairFloats(d *Decision) {
	if p.floats == 0 {
		return
	}
	d.Column.Format = "3201.0"
	if d.as == asYear {
		d.Column.Format = "2019.0"
	}
	example := p.first.cell
	d.step("float-code", "typing.step.float-code", "count", text(p.floats), "example", example)
	d.add(lewu.Finding{Severity: lewu.Note, Column: d.Column.Name, Row: p.first.row,
		Message: lewu.Msg("typing.float-code", "column", d.Column.Label, "count", text(p.floats), "example", example)})
}

// coded takes codes with letters, points or marks in them, where the header
// says code: 62.1 under "kode" is no decimal number.
func (p *Profile) coded(d *Decision, _ map[string]string) bool {
	if !p.hint.code || p.hint.row || p.can&asWord == 0 {
		return false
	}
	d.is(lewu.Code, asCode, "")
	return d.why("typing.why.code-header", "count", text(p.n))
}
