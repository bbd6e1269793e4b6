package places

import (
	"math/big"

	"github.com/lewu-id/lewu/internal/region"
)

// Where the areas and the numbers of people of package region come from.
const (
	peopleAsOf = "2024-S2" // Dukcapil, semester II 2024
	source     = "Kepmendagri 300.2.2-2430/2025"
)

// density (kepadatan) is people per km², exact.
func density(r region.Region) *big.Rat {
	return big.NewRat(r.Population*1_000_000, r.AreaM2)
}

// area (luas) is km², exact.
func area(r region.Region) *big.Rat { return big.NewRat(r.AreaM2, 1_000_000) }

// share is a part of the whole province in percent, exact.
func share(part, whole int64) *big.Rat { return big.NewRat(part*100, whole) }

// tenths writes a number in canonical text to one digit behind the point.
func tenths(r *big.Rat) string { return r.FloatString(1) }

// A crowd says in words how a region's density stands to the province's.
type crowd struct {
	word  string // end of a message key
	times string // how many times as dense, whole, where the word needs it
}

// crowding compares a kabupaten/kota with its province.
func crowding(r region.Region) crowd {
	ratio := new(big.Rat).Quo(density(r), density(region.Kalteng()))
	below := func(num, den int64) bool { return ratio.Cmp(big.NewRat(num, den)) < 0 }
	switch {
	case below(1, 2):
		return crowd{word: "half"}
	case below(9, 10):
		return crowd{word: "less"}
	case below(11, 10):
		return crowd{word: "same"}
	case below(2, 1):
		return crowd{word: "more"}
	}
	return crowd{word: "times", times: new(big.Int).Quo(ratio.Num(), ratio.Denom()).String()}
}
