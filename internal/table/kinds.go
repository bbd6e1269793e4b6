package table

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
)

// textual tells whether a kind is kept as text: such cells can be searched and
// are the only ones a CSV download may have to quote.
func textual(k lewu.Kind) bool {
	switch k {
	case lewu.Text, lewu.Code, lewu.Kemendagri, lewu.BPS:
		return true
	}
	return false
}

// digits are the precision and scale of a column of exact numbers; ok is false
// for other kinds.
func digits(c lewu.Column) (precision, scale int, ok bool) {
	switch c.Kind {
	case lewu.Integer:
		return 19, 0, true
	case lewu.Money:
		return 18, 2, true
	case lewu.Decimal:
		return c.Digits, c.Scale, true
	}
	return 0, 0, false
}

// sqlType is the type of a column in DuckDB and in Parquet.
func sqlType(c lewu.Column) string {
	switch c.Kind {
	case lewu.Integer:
		return "BIGINT"
	case lewu.Money, lewu.Decimal:
		p, s, _ := digits(c)
		return fmt.Sprintf("DECIMAL(%d,%d)", p, s)
	case lewu.Date:
		return "DATE"
	case lewu.Year:
		return "SMALLINT"
	case lewu.Boolean:
		return "BOOLEAN"
	}
	return "VARCHAR"
}

// rowNumber is what DuckDB calls a row's place in a Parquet file.
const rowNumber = "file_row_number"

// checkColumns refuses what cannot be a table. Its errors are for programmers:
// intake makes the names.
func checkColumns(columns []lewu.Column, key []string) error {
	names := make(map[string]bool, len(columns))
	for _, c := range columns {
		if c.Name == "" || c.Name[0] == '_' || c.Name == rowNumber || strings.Trim(c.Name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			return fmt.Errorf("%q is no column name", c.Name)
		}
		if names[c.Name] {
			return fmt.Errorf("two columns named %q", c.Name)
		}
		names[c.Name] = true
		if c.Kind == lewu.Decimal && (c.Digits < 1 || c.Digits > 38 || c.Scale < 0 || c.Scale > c.Digits) {
			return fmt.Errorf("column %q cannot be DECIMAL(%d,%d)", c.Name, c.Digits, c.Scale)
		}
	}
	if len(columns) == 0 {
		return fmt.Errorf("no columns")
	}
	for _, k := range key {
		if !names[k] {
			return fmt.Errorf("key column %q is not in the table", k)
		}
	}
	return nil
}

// A converter makes a DuckDB value from canonical text that is not empty.
type converter func(text string) (any, error)

// newConverter picks the converter of a column once, so that a million rows do
// not ask again.
func newConverter(c lewu.Column) converter {
	switch c.Kind {
	case lewu.Integer:
		return func(text string) (any, error) { return strconv.ParseInt(text, 10, 64) }
	case lewu.Year:
		return func(text string) (any, error) {
			n, err := strconv.ParseInt(text, 10, 16)
			return int16(n), err
		}
	case lewu.Money, lewu.Decimal:
		p, s, _ := digits(c)
		return func(text string) (any, error) { return toDecimal(text, p, s) }
	case lewu.Date:
		return func(text string) (any, error) { return toDate(text) }
	case lewu.Boolean:
		return func(text string) (any, error) {
			switch text {
			case "true":
				return true, nil
			case "false":
				return false, nil
			}
			return nil, fmt.Errorf("%q is not true or false", text)
		}
	}
	return func(text string) (any, error) {
		if !utf8.ValidString(text) {
			return nil, fmt.Errorf("%q is not UTF-8", text)
		}
		return text, nil
	}
}

// toDecimal reads "-1234.50" into units of the last digit: an int64 up to 18
// digits, as DuckDB stores them, and a big.Int beyond.
func toDecimal(text string, precision, scale int) (any, error) {
	if precision > 18 {
		n, err := unscaled(text, scale)
		if err == nil && len(new(big.Int).Abs(n).String()) > precision && n.Sign() != 0 {
			err = fmt.Errorf("%q has more than %d digits", text, precision)
		}
		return n, err
	}
	var n int64
	i, count, behind := 0, 0, -1
	if len(text) > 0 && text[0] == '-' {
		i++
	}
	for ; i < len(text); i++ {
		switch b := text[i]; {
		case b >= '0' && b <= '9':
			if behind >= scale {
				if b != '0' {
					return nil, fmt.Errorf("%q has more than %d digits behind the point", text, scale)
				}
				continue
			}
			if n >= pow10[precision-1] {
				return nil, fmt.Errorf("%q has more than %d digits", text, precision)
			}
			n = n*10 + int64(b-'0')
			count++
			if behind >= 0 {
				behind++
			}
		case b == '.' && behind < 0 && count > 0:
			behind = 0
		default:
			return nil, fmt.Errorf("%q is not a number", text)
		}
	}
	if count == 0 || text[len(text)-1] == '.' {
		return nil, fmt.Errorf("%q is not a number", text)
	}
	missing := pow10[scale-max(behind, 0)]
	if n >= pow10[precision]/missing && n > 0 && missing > 1 {
		return nil, fmt.Errorf("%q has more than %d digits", text, precision)
	}
	n *= missing
	if text[0] == '-' {
		n = -n
	}
	return n, nil
}

// pow10 holds the powers of ten that an int64 can.
var pow10 = [19]int64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
	1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

// unscaled reads a decimal number of any length into units of its last digit.
func unscaled(text string, scale int) (*big.Int, error) {
	whole, part, point := strings.Cut(text, ".")
	extra := ""
	if len(part) > scale {
		part, extra = part[:scale], part[scale:]
	}
	bare := strings.TrimPrefix(whole, "-")
	if bare == "" || strings.Trim(bare+part+extra, "0123456789") != "" || point && part+extra == "" {
		return nil, fmt.Errorf("%q is not a number", text)
	}
	if strings.Trim(extra, "0") != "" {
		return nil, fmt.Errorf("%q has more than %d digits behind the point", text, scale)
	}
	n, _ := new(big.Int).SetString(whole+part+strings.Repeat("0", scale-len(part)), 10)
	return n, nil
}

// scaled writes units of the last digit as a decimal number, the way DuckDB
// writes a DECIMAL: always scale digits behind the point, at least one before.
func scaled(n *big.Int, scale int) string {
	if scale == 0 {
		return n.String()
	}
	text := new(big.Int).Abs(n).String()
	if len(text) <= scale {
		text = strings.Repeat("0", scale-len(text)+1) + text
	}
	text = text[:len(text)-scale] + "." + text[len(text)-scale:]
	if n.Sign() < 0 {
		text = "-" + text
	}
	return text
}

// toDate reads "2025-10-31". Years run from 1 to 9999, so that text order is
// time order.
func toDate(text string) (time.Time, error) {
	if len(text) != len(time.DateOnly) || text[:4] == "0000" {
		return time.Time{}, fmt.Errorf("%q is not a date", text)
	}
	y, errY := strconv.ParseUint(text[:4], 10, 16)
	m, errM := strconv.ParseUint(text[5:7], 10, 8)
	d, errD := strconv.ParseUint(text[8:], 10, 8)
	t := time.Date(int(y), time.Month(m), int(d), 0, 0, 0, 0, time.UTC)
	if errY != nil || errM != nil || errD != nil || text[4] != '-' || text[7] != '-' ||
		t.Day() != int(d) || t.Month() != time.Month(m) {
		return time.Time{}, fmt.Errorf("%q is not a date", text)
	}
	return t, nil
}
