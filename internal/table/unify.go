package table

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// unify is the column that can hold the cells of both: the new file's, and
// those of the base that stay. Only widening is allowed; a column that changed
// its nature is for people to decide.
func unify(base, now lewu.Column) (lewu.Column, error) {
	changed := errs.Say(errs.Invalid, "table.kind-changed",
		"column", now.Name, "before", string(base.Kind), "after", string(now.Kind))
	switch {
	case base.Kind == now.Kind && now.Kind != lewu.Decimal:
		return now, nil
	case textual(base.Kind) && textual(now.Kind):
		// Two kinds of region code must not meet; anything else is text.
		if now.Kind == lewu.Text || base.Kind == lewu.Text {
			now.Kind = lewu.Text
			return now, nil
		}
		if now.Kind == lewu.Code || base.Kind == lewu.Code {
			now.Kind = lewu.Code
			return now, nil
		}
		return now, changed
	case base.Kind == lewu.Year && now.Kind == lewu.Integer, base.Kind == lewu.Integer && now.Kind == lewu.Year:
		now.Kind = lewu.Integer
		return now, nil
	case !base.Kind.Numeric() || !now.Kind.Numeric():
		return now, changed
	}
	baseDigits, baseScale, _ := digits(base)
	nowDigits, nowScale, _ := digits(now)
	if base.Kind == lewu.Money || now.Kind == lewu.Money {
		if max(baseScale, nowScale) > 2 {
			return now, changed
		}
		now.Kind, now.Digits, now.Scale = lewu.Money, 0, 0
		return now, nil
	}
	// Integers are taken for at most 18 digits beside a decimal, so that the
	// column stays in one machine word; a longer one fails when it is cast.
	whole := max(baseDigits-baseScale, nowDigits-nowScale)
	if base.Kind == lewu.Integer || now.Kind == lewu.Integer {
		whole = max(min(baseDigits-baseScale, nowDigits-nowScale), 18-max(baseScale, nowScale))
	}
	now.Kind, now.Scale = lewu.Decimal, max(baseScale, nowScale)
	now.Digits = whole + now.Scale
	if now.Digits > 38 {
		return now, changed
	}
	return now, nil
}
