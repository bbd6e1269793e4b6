package sample

import (
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/lewu-id/lewu/internal/region"
)

// share is how much of something a place has, 0 to 1, from a name and its code:
// the same every time the demo is made.
func share(what, code string) float64 {
	h := uint64(14695981039346656037) // FNV-1a
	for _, c := range []byte(what + code) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return rand.New(rand.NewPCG(h, 62)).Float64()
}

// A point is one place, period and group of a plan.
type point struct {
	year  int
	month int // 1 to 12; 0 in yearly plans
	ago   int // periods before the newest
	r     region.Region
	group string
	g     int // index of group
	what  string
}

// people is the population of the place.
func (p point) people() float64 { return float64(p.r.Population) }

// lean is what a place is like, between low and high, the same in all periods.
func (p point) lean(trait string, low, high float64) float64 {
	return low + (high-low)*share(trait, string(p.r.Kemendagri))
}

// noise is a factor around 1 that differs in every cell.
func (p point) noise(width float64) float64 {
	key := p.what + p.group + strconv.Itoa(p.year*100+p.month)
	return 1 + width*(share(key, string(p.r.Kemendagri))-0.5)
}

// trend is a factor that was smaller the longer ago, by rate a period.
func (p point) trend(rate float64) float64 { return math.Pow(1+rate, float64(-p.ago)) }

// season is a factor that is highest in the month peak.
func (p point) season(peak int, depth float64) float64 {
	return 1 + depth*math.Cos(float64(p.month-peak)/12*2*math.Pi)
}

// town tells how urban a place is: the city and the two old towns.
func (p point) town() float64 {
	switch p.r.Short {
	case "Palangka Raya":
		return 1
	case "Kotawaringin Timur", "Kotawaringin Barat":
		return 0.6
	case "Kapuas", "Barito Utara":
		return 0.35
	}
	return 0.15
}

// remote tells how far a place is from the coast and the roads.
func (p point) remote() float64 {
	switch p.r.Short {
	case "Murung Raya":
		return 1
	case "Gunung Mas", "Barito Utara", "Seruyan", "Katingan", "Lamandau":
		return 0.65
	case "Palangka Raya":
		return 0
	}
	return 0.3
}

// peat tells how much of a place is peat that burns in the dry months.
func (p point) peat() float64 {
	switch p.r.Short {
	case "Pulang Pisau", "Kapuas":
		return 1
	case "Katingan", "Kotawaringin Timur", "Palangka Raya", "Seruyan":
		return 0.6
	}
	return 0.2
}
