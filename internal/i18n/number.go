package i18n

import (
	"math/big"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// minus is the sign of negative numbers on pages: U+2212 stands as wide as a
// digit, and screen readers say it, where they skip the hyphen.
const minus = "−"

func (l Lang) marks() (group, point string) {
	if l == EN {
		return ",", "."
	}
	return ".", ","
}

// Int writes 1234567 as 1.234.567, in English as 1,234,567.
func (l Lang) Int(n int64) string { return l.Decimal(strconv.FormatInt(n, 10)) }

// Decimal writes a number in canonical text ("-1234.50") with the marks of the
// language, every digit kept. Text that is no number stays as it is.
func (l Lang) Decimal(text string) string {
	sign, whole, fraction, ok := cut(text)
	if !ok {
		return text
	}
	group, point := l.marks()
	var b strings.Builder
	if sign {
		b.WriteString(minus)
	}
	for i, digit := range []byte(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteByte(digit)
	}
	if fraction != "" {
		b.WriteString(point)
		b.WriteString(fraction)
	}
	return b.String()
}

// cut takes canonical number text apart; ok is false where it is none.
func cut(text string) (negative bool, whole, fraction string, ok bool) {
	rest, negative := strings.CutPrefix(text, "-")
	whole, fraction, pointed := strings.Cut(rest, ".")
	if !digits(whole) || (pointed && !digits(fraction)) {
		return false, "", "", false
	}
	return negative, whole, fraction, true
}

func digits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// Money writes rupiah in canonical text as "Rp1.234.567,89"; whole rupiah stand
// without sen.
func (l Lang) Money(rupiah string) string {
	if _, _, fraction, ok := cut(rupiah); !ok {
		return rupiah
	} else if strings.Trim(fraction, "0") == "" {
		rupiah, _, _ = strings.Cut(rupiah, ".")
	}
	return l.currency(rupiah)
}

// currency puts "Rp" before the digits and behind the sign.
func (l Lang) currency(rupiah string) string {
	if rest, negative := strings.CutPrefix(rupiah, "-"); negative {
		return minus + "Rp" + l.Decimal(rest)
	}
	return "Rp" + l.Decimal(rupiah)
}

// Words of the powers of ten that amounts are shortened to, biggest first.
// M, J and T are never written alone: M is miliar to some and million to others.
var scales = []struct {
	zeros  int
	id, en string
}{
	{12, "triliun", "trillion"},
	{9, "miliar", "billion"},
	{6, "juta", "million"},
}

// Short writes rupiah in canonical text to two digits behind the mark, halves
// away from zero: "Rp8,35 triliun". Below a million it is the full figure. A
// short form never stands alone: the page gives the full figure beside it.
func (l Lang) Short(rupiah string) string {
	negative, whole, fraction, ok := cut(rupiah)
	if !ok {
		return rupiah
	}
	size := len(strings.TrimLeft(whole, "0"))
	for i, scale := range scales {
		if size <= scale.zeros {
			continue
		}
		hundredths := round(whole+fraction, len(fraction)+scale.zeros-2)
		if hundredths == "100000" && i > 0 { // 999,999 juta is 1 miliar
			scale, hundredths = scales[i-1], "100"
		}
		at := len(hundredths) - 2
		text := hundredths[:at]
		if tail := strings.TrimRight(hundredths[at:], "0"); tail != "" {
			text += "." + tail
		}
		if negative {
			text = "-" + text
		}
		return l.currency(text) + " " + l.pick(scale.id, scale.en)
	}
	return l.Money(rupiah)
}

// round divides a string of digits by 10^drop, halves up, in whole numbers.
func round(number string, drop int) string {
	n, _ := new(big.Int).SetString(number, 10)
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(drop)), nil)
	half := new(big.Int).Rsh(power, 1)
	return n.Add(n, half).Quo(n, power).String()
}

// Percent writes "61.28" as "61,28%": for tables and tiles.
func (l Lang) Percent(text string) string { return l.Decimal(text) + "%" }

// PercentWord writes "61.28" as "61,28 persen": for sentences.
func (l Lang) PercentWord(text string) string {
	return l.Decimal(text) + l.pick(" persen", " percent")
}

// Bytes writes a size in decimal units, as download pages do: "1,2 MB".
func (l Lang) Bytes(n int64) string {
	if n < 1000 {
		return l.Int(n) + " B"
	}
	unit, size := 0, n
	for size >= 999_500 && unit < 3 { // 999.500 would be written 1.000
		size /= 1000
		unit++
	}
	text := strconv.FormatInt((size+500)/1000, 10)
	if tenths := (size + 50) / 100; tenths < 1000 && tenths%10 != 0 {
		text = strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10)
	}
	return l.Decimal(text) + " " + [...]string{"kB", "MB", "GB", "TB"}[unit]
}

// Missing is what stands where a value should be and nobody wrote one. It never
// looks like zero.
func (l Lang) Missing() string {
	return l.pick("belum ada data", "no data yet")
}

// Cell writes one value of a table: numbers with marks, money with Rp, dates in
// words, truth as ya or tidak; codes, years and text as they are.
func (l Lang) Cell(c lewu.Column, v lewu.Cell) string {
	if !v.Valid || v.Text == "" {
		return l.Missing()
	}
	switch c.Kind {
	case lewu.Integer, lewu.Decimal:
		return l.Decimal(v.Text)
	case lewu.Money:
		return l.Money(v.Text)
	case lewu.Date:
		return l.Day(v.Text)
	case lewu.Boolean:
		return l.truth(v.Text)
	}
	return v.Text
}

func (l Lang) truth(text string) string {
	switch text {
	case "true":
		return l.pick("ya", "yes")
	case "false":
		return l.pick("tidak", "no")
	}
	return text
}
