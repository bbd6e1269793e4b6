package table

import (
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// maxNumber is the most characters a number in a question may have.
const maxNumber = 60

// canonical writes a value that somebody asks for the way cells of its column
// are written, so that the same question has one form. Numbers lose needless
// zeros, and may have more digits than the column.
func canonical(c lewu.Column, text string) (string, error) {
	switch c.Kind {
	case lewu.Integer, lewu.Year, lewu.Money, lewu.Decimal:
		n, ok := trimNumber(text)
		if !ok || strings.Contains(n, ".") && (c.Kind == lewu.Integer || c.Kind == lewu.Year) {
			return "", badValue(c, text)
		}
		return n, nil
	case lewu.Date:
		if _, err := toDate(text); err != nil {
			return "", badValue(c, text)
		}
		return text, nil
	case lewu.Boolean:
		switch text {
		case "true", "1", "ya":
			return "true", nil
		case "false", "0", "tidak":
			return "false", nil
		}
		return "", badValue(c, text)
	}
	if text == "" || !utf8.ValidString(text) {
		return "", badValue(c, text)
	}
	return text, nil
}

// badValue says which value a column cannot have, and how one is written.
func badValue(c lewu.Column, text string) error {
	kind := c.Kind
	if textual(kind) {
		kind = lewu.Text
	}
	return errs.Say(errs.Invalid, "table.value."+string(kind), "column", c.Name, "value", quoted(text))
}

// quoted is a text as a sentence may repeat it: valid, and not too long.
func quoted(text string) string {
	const most = 100
	if len(text) > most {
		text = text[:most] + "…"
	}
	return strings.ToValidUTF8(text, "�")
}

// trimNumber takes the needless zeros from a decimal number.
func trimNumber(text string) (string, bool) {
	bare := strings.TrimPrefix(text, "-")
	whole, part, point := strings.Cut(bare, ".")
	if len(text) > maxNumber || whole == "" || point && part == "" || strings.Trim(whole+part, "0123456789") != "" {
		return "", false
	}
	whole, part = strings.TrimLeft(whole, "0"), strings.TrimRight(part, "0")
	if whole == "" {
		whole = "0"
	}
	if part != "" {
		whole += "." + part
	}
	if whole != "0" && bare != text {
		whole = "-" + whole
	}
	return whole, true
}

// A rounding says what to do with digits that a column does not have.
type rounding int

const (
	exact rounding = iota
	up
	down
)

// fit brings a canonical value of a numeric column or a year to what the column
// can hold. over is 1 where it lies above all values of the column, -1 where it
// lies below; lost says that it lies between two of them, which exact reports
// and up and down resolve.
func fit(c lewu.Column, text string, how rounding) (value string, over int, lost bool) {
	scale := 0
	limit := new(big.Int)
	switch c.Kind {
	case lewu.Year:
		limit.SetInt64(1 << 15)
	case lewu.Integer:
		limit.Lsh(big.NewInt(1), 63)
	default:
		var p int
		p, scale, _ = digits(c)
		limit.Exp(big.NewInt(10), big.NewInt(int64(p)), nil)
	}
	_, part, _ := strings.Cut(text, ".")
	n, err := unscaled(text, max(len(part), scale))
	if err != nil {
		return "", 0, true // canonical made it, so this cannot be
	}
	if extra := len(part) - scale; extra > 0 {
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(extra)), nil)
		rest := new(big.Int)
		n.DivMod(n, unit, rest) // rounds down
		lost = rest.Sign() != 0
		if lost && how == up {
			n.Add(n, big.NewInt(1))
		}
	}
	floor := new(big.Int).Neg(limit)
	if c.Kind == lewu.Money || c.Kind == lewu.Decimal {
		floor.Add(floor, big.NewInt(1))
	}
	switch {
	case n.Cmp(limit) >= 0:
		return "", 1, lost
	case n.Cmp(floor) < 0:
		return "", -1, lost
	}
	return scaled(n, scale), 0, lost
}

// average is sum/count with scale+2 digits behind the point, at most 10,
// rounded half away from zero.
func average(sum string, sumScale int, count int64) (string, error) {
	n, err := unscaled(sum, sumScale)
	if err != nil {
		return "", fmt.Errorf("average: %w", err)
	}
	scale := averageScale(sumScale)
	by := big.NewInt(count)
	if scale >= sumScale {
		n.Mul(n, tens(scale-sumScale))
	} else {
		by.Mul(by, tens(sumScale-scale))
	}
	negative := n.Sign() < 0
	n.Abs(n).Lsh(n, 1).Add(n, by)
	n.Quo(n, by.Lsh(by, 1))
	if negative {
		n.Neg(n)
	}
	return scaled(n, scale), nil
}

// averageScale is how many digits behind the point an average has.
func averageScale(scale int) int { return min(scale+2, 10) }

// tens is a power of ten.
func tens(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
