package money

import (
	"fmt"
	"math/big"
)

// Add is s + t; ok is false, and the sum 0, where it does not fit.
func (s Sen) Add(t Sen) (sum Sen, ok bool) {
	sum = s + t
	if (sum > s) != (t > 0) && t != 0 {
		return 0, false
	}
	return sum, true
}

// Sub is s − t; ok is false, and the difference 0, where it does not fit.
func (s Sen) Sub(t Sen) (diff Sen, ok bool) {
	diff = s - t
	if (diff < s) != (t > 0) && t != 0 {
		return 0, false
	}
	return diff, true
}

// Sum adds a list; ok is false, and the sum 0, where the whole does not fit.
// It does not depend on the order of the list.
func Sum(list ...Sen) (sum Sen, ok bool) {
	total := new(big.Int)
	for _, s := range list {
		total.Add(total, big.NewInt(int64(s)))
	}
	if !total.IsInt64() {
		return 0, false
	}
	return Sen(total.Int64()), true
}

// Ratio is part ÷ whole as canonical decimal text with so many digits behind
// the point, rounded half away from zero: Ratio(1, 3, 4) is "0.3333". ok is
// false where whole is zero.
func Ratio(part, whole Sen, decimals int) (text string, ok bool) {
	return quotient(big.NewInt(int64(part)), big.NewInt(int64(whole)), decimals)
}

// Percent is part in per cent of whole, written like Ratio: serapan (spent ÷
// ceiling) of Kalimantan Tengah on 31 October 2025 is "61.28" with two
// decimals. ok is false where whole is zero.
func Percent(part, whole Sen, decimals int) (text string, ok bool) {
	hundredfold := new(big.Int).Mul(big.NewInt(int64(part)), big.NewInt(100))
	return quotient(hundredfold, big.NewInt(int64(whole)), decimals)
}

// maxDecimals is beyond what any page shows; it keeps 10^decimals small.
const maxDecimals = 18

// quotient divides in big integers: 1.022e15 sen × 10^4 is already more than
// 64 bits hold.
func quotient(part, whole *big.Int, decimals int) (string, bool) {
	if whole.Sign() == 0 || decimals < 0 || decimals > maxDecimals {
		return "", false
	}
	negative := part.Sign()*whole.Sign() < 0
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	scaled := new(big.Int).Mul(new(big.Int).Abs(part), scale)
	q := divideHalfUp(scaled, new(big.Int).Abs(whole))

	digits := q.String()
	for len(digits) <= decimals {
		digits = "0" + digits
	}
	if decimals > 0 {
		cut := len(digits) - decimals
		digits = digits[:cut] + "." + digits[cut:]
	}
	if negative && q.Sign() != 0 {
		digits = "-" + digits
	}
	return digits, true
}

// divideHalfUp is a ÷ b for positive numbers, halves upwards.
func divideHalfUp(a, b *big.Int) *big.Int {
	q, rest := new(big.Int).QuoRem(a, b, new(big.Int))
	if rest.Lsh(rest, 1).Cmp(b) >= 0 {
		q.Add(q, big.NewInt(1))
	}
	return q
}

// Short is an amount for a headline, in the unit that leaves one to three
// digits before the comma, with two decimals, rounded half away from zero:
// "Rp8,35 triliun". Below one million it is whole rupiah: "Rp65.000". The
// whole amount must stand nearby.
func (s Sen) Short() string {
	sign, u := s.split()
	rupiah := divideRounded(u, 100)
	if rupiah == 0 {
		return "Rp0"
	}
	if rupiah < 1_000_000 {
		return sign + "Rp" + group(rupiah)
	}
	var hundredths uint64 // of the unit: 100 sen and 1/100 cancel out
	var name string
	for _, unit := range []struct {
		rupiah uint64
		name   string
	}{
		{1_000_000, "juta"}, {1_000_000_000, "miliar"}, {1_000_000_000_000, "triliun"},
	} {
		hundredths, name = divideRounded(u, unit.rupiah), unit.name
		if hundredths < 1000_00 { // as shown: Rp999.999.999.999 is Rp1,00 triliun
			break
		}
	}
	return fmt.Sprintf("%sRp%s,%02d %s", sign, group(hundredths/100), hundredths%100, name)
}

// divideRounded is u ÷ step to the nearest, halves upwards.
func divideRounded(u, step uint64) uint64 {
	q, rest := u/step, u%step
	if rest >= step-rest {
		q++
	}
	return q
}
