// Package money is amounts of rupiah, exact to the sen.
//
// Unit: sen, 1/100 rupiah. Real budgets have sen: the spending of Kalimantan
// Tengah in its changed budget of 2025 is Rp8.350.310.078.958,56. An amount
// never passes through a float.
package money

import (
	"database/sql/driver"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// Sen is an amount of money in sen (1/100 rupiah): at most about ±92 thousand
// triliun rupiah, 9,000 times a year's budget of the province.
type Sen int64

// Parse reads the canonical text of an amount in rupiah, "8350310078958.56":
// an optional minus, digits without grouping, and at most two digits behind a
// point. Amounts as people write them are the business of intake.
//
// Text of another shape, or an amount that does not fit, is of kind
// errs.Invalid.
func Parse(text string) (Sen, error) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, frac, point := strings.Cut(digits, ".")
	if !isDigits(whole) || point && (!isDigits(frac) || len(frac) > 2) {
		return 0, invalid("%q is not canonical rupiah", text)
	}
	for len(frac) < 2 {
		frac += "0"
	}
	u, err := strconv.ParseUint(whole+frac, 10, 64)
	limit := uint64(math.MaxInt64)
	if negative {
		limit++
	}
	if err != nil || u > limit {
		return 0, invalid("%q rupiah is more than 64 bits of sen hold", text)
	}
	if negative {
		return Sen(-int64(u)), nil // of 1<<63 too: its negation is itself
	}
	return Sen(u), nil
}

func invalid(format string, args ...any) error {
	return &errs.Error{Kind: errs.Invalid, Err: fmt.Errorf("money: "+format, args...)}
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// String is the whole amount as Indonesians write it: "Rp1.234.567,89",
// "-Rp1.500,50". It never rounds.
func (s Sen) String() string {
	sign, u := s.split()
	return fmt.Sprintf("%sRp%s,%02d", sign, group(u/100), u%100)
}

// Rupiah is the canonical text that Parse reads: "8350310078958.56".
func (s Sen) Rupiah() string {
	sign, u := s.split()
	return fmt.Sprintf("%s%d.%02d", sign, u/100, u%100)
}

// split gives the sign and the amount without it; -1<<63 has one too.
func (s Sen) split() (sign string, u uint64) {
	if s < 0 {
		return "-", -uint64(s)
	}
	return "", uint64(s)
}

// group puts a point between thousands: 8350310 → "8.350.310".
func group(u uint64) string {
	digits := strconv.FormatUint(u, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}

// MarshalText writes the canonical text, so that JSON carries amounts as
// strings: a JavaScript number holds no more than 2^53 sen, Rp90 triliun.
func (s Sen) MarshalText() ([]byte, error) { return []byte(s.Rupiah()), nil }

// UnmarshalText reads what MarshalText wrote.
func (s *Sen) UnmarshalText(text []byte) error {
	v, err := Parse(string(text))
	if err == nil {
		*s = v
	}
	return err
}

// Value is the plain number of sen for a bigint column. Without it a driver
// that knows fmt.Stringer could bind "Rp1.500,50".
func (s Sen) Value() (driver.Value, error) { return int64(s), nil }
