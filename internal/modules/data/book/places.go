package book

import (
	"context"
	"math/big"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/text"
)

// A Place is one value of the column of places.
type Place struct {
	Value string // as the cells write it
	Name  string // as people say it: "Kapuas"
	Home  region.Region
	Level region.Level
	Cells int64
	Rows  int64
	Sum   *big.Rat
}

// MaxPlaces is how many places one table may have; Kalimantan Tengah has 1,572
// desa and kelurahan.
const MaxPlaces = 5000

// Places are the rows of a measure by place, in the order of the column.
func (b *Book) Places(ctx context.Context, measure string, more ...lewu.Filter) ([]Place, error) {
	s := b.Shape
	if s.Region == "" {
		return nil, nil
	}
	if err := b.Prune(ctx); err != nil {
		return nil, err
	}
	by := []string{s.Region}
	if s.Place != "" && s.Place != s.Region {
		by = append(by, s.Place)
	}
	list, err := b.Groups(ctx, by, measure, nil, MaxPlaces, more...)
	if err != nil {
		return nil, err
	}
	var places []Place
	for _, g := range list {
		if !g.Keys[0].Valid {
			continue
		}
		p := b.PlaceOf(g.Keys)
		p.Cells, p.Rows, p.Sum = g.Cells, g.Rows, g.Sum
		if n := len(places); n > 0 && places[n-1].Value == p.Value { // one code under two names
			places[n-1].Cells += p.Cells
			places[n-1].Rows += p.Rows
			places[n-1].Sum = Plus(places[n-1].Sum, p.Sum)
			continue
		}
		places = append(places, p)
	}
	return places, nil
}

// PlaceOf knows a place by its cells: the code, and the name beside it.
func (b *Book) PlaceOf(keys []lewu.Cell) Place {
	p := Place{Value: keys[0].Text, Name: placeName(keys[0].Text)}
	if len(keys) > 1 && keys[1].Valid {
		p.Name = placeName(keys[1].Text)
	}
	found, ok := region.Region{}, false
	switch b.Shape.System {
	case lewu.Kemendagri:
		if k, err := region.ParseKemendagri(p.Value); err == nil {
			p.Level = k.Level()
			found, ok = region.ByKemendagri(k)
		}
	case lewu.BPS:
		if k, err := region.ParseBPS(p.Value); err == nil {
			p.Level = k.Level()
			found, ok = region.ByBPS(k)
		}
	default:
		if found, ok = region.FindName(p.Value); ok {
			p.Level = found.Level()
		}
	}
	if ok {
		p.Home, p.Name = found, found.Short
	}
	return p
}

// placeName is a name as sentences write it: "Kabupaten Bandung" of "KABUPATEN
// BANDUNG ".
func placeName(written string) string {
	written = strings.TrimSpace(written)
	if written != strings.ToUpper(written) {
		return written
	}
	words := strings.Fields(strings.ToLower(written))
	for i, w := range words {
		words[i] = text.Capital(w)
	}
	return strings.Join(words, " ")
}
