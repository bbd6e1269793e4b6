package data

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/modules/data/listing"
	"github.com/lewu-id/lewu/internal/web"
)

// A facetGroup is one facet as boxes to tick. Those in Rest are folded, unless
// one of them is ticked.
type facetGroup struct {
	Key   string
	Label string
	First []facetBox
	Rest  []facetBox
	Open  bool
}

// A facetBox is one choice, with how many datasets it leaves.
type facetBox struct {
	listing.Value
	Key   string
	Label string
	Shown string // Count, as the language writes it
}

// A chip is a choice that can be taken back.
type chip struct {
	Facet string
	Label string
	Path  string
}

// unfolded is how many boxes of a facet stand open; a facet with one more than
// that is not folded for its sake.
const unfolded = 6

// facetGroups are the facets that divide the list further, or were chosen.
func (l list) facetGroups(b web.Base) (list []facetGroup) {
	for _, f := range l.Facets {
		if len(f.Values) < 2 && len(l.Picks[f.Key]) == 0 {
			continue
		}
		g := facetGroup{Key: f.Key, Label: facetLabel(b, f.Key)}
		for i, v := range f.Values {
			box := facetBox{v, f.Key, valueLabel(b, f.Key, v), b.Int(v.Count)}
			if i < unfolded || len(f.Values) == unfolded+1 {
				g.First = append(g.First, box)
				continue
			}
			g.Rest = append(g.Rest, box)
			g.Open = g.Open || v.Chosen
		}
		list = append(list, g)
	}
	return list
}

// chips are all choices, in the order of the facets.
func (l list) chips(b web.Base) (list []chip) {
	for _, f := range l.Facets {
		for _, v := range f.Values {
			if v.Chosen {
				list = append(list, chip{
					Facet: facetLabel(b, f.Key), Label: valueLabel(b, f.Key, v), Path: l.Without(f.Key, v.ID).Path(listPath),
				})
			}
		}
	}
	return list
}

func facetLabel(b web.Base, key string) string { return b.Say(lewu.Msg("data.facet-" + key)) }

// fixedValues are the values that messages say, by facet.
func fixedValues(key string) []string {
	switch key {
	case listing.Form:
		return []string{listing.CSV, listing.Workbook}
	case listing.Access:
		return []string{"berkala", "serta-merta", "setiap-saat"}
	case listing.Statistic:
		return []string{"dasar", "sektoral"}
	case listing.Kind:
		return []string{listing.Public, listing.Sample}
	case listing.State:
		return []string{listing.OnTime, listing.Late, listing.Finished}
	}
	return nil
}

// valueLabel is a value for people: as its dataset writes it, by message, or
// where nobody has it as it was asked for.
func valueLabel(b web.Base, key string, v listing.Value) string {
	if v.Name != "" {
		return v.Name
	}
	for _, known := range fixedValues(key) {
		if v.ID == known {
			return b.Say(lewu.Msg("data.facet-" + key + "-" + known))
		}
	}
	return v.ID
}
