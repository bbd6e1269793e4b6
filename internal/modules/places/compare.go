package places

import (
	"net/http"
	"slices"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/web"
)

// A comparison is two regions side by side; without Other it is only the
// question with whom.
type comparison struct {
	Field  web.Field
	Other  region.Region
	Tables []comparedTable
}

// A comparedTable holds public or synthetic figures, never both.
type comparedTable struct {
	Contoh bool
	web.Table
}

// compare fills in ?banding=slug.
func (m *module) compare(w http.ResponseWriter, r *http.Request, p *placePage, own []lewu.Card) error {
	asked := r.URL.Query().Get("banding")
	p.Compare.Field = web.Field{Page: p.Base, ID: "banding", Name: "banding", Type: "select", Label: lewu.Msg("places.compare-with")}
	for _, one := range all() {
		if one != p.Region {
			p.Compare.Field.Choices = append(p.Compare.Field.Choices, web.Choice{Value: one.Slug, Label: one.Short, Chosen: one.Slug == asked})
		}
	}
	if asked == "" || asked == p.Region.Slug {
		return nil
	}
	other, ok := region.BySlug(asked)
	if !ok {
		return errs.Say(errs.Invalid, "places.compare-unknown", "name", asked)
	}
	cards, err := m.Cards(r.Context(), lewu.Ref{Kind: lewu.RefRegion, ID: string(other.Kemendagri)})
	if err != nil {
		if p.Missing, err = m.Web.Missing(w, r, err); err != nil {
			return err
		}
	}
	p.Noindex, p.Compare.Other = true, other
	p.Compare.Tables = compareTables(p.Base, p.Region, other, figures(own), figures(cards))
	return nil
}

// figures are those of all cards that have a value.
func figures(cards []lewu.Card) (list []lewu.KPI) {
	for _, c := range cards {
		for _, k := range c.Figures {
			if k.Figure.Value != "" {
				list = append(list, k)
			}
		}
	}
	return list
}

// compareTables puts two regions side by side: what package region knows, then
// the figures that both have, real and synthetic in tables of their own.
func compareTables(b web.Base, one, other region.Region, own, others []lewu.KPI) []comparedTable {
	public := comparedTable{Table: compareTable(b, "places.compare-public", one, other)}
	sample := comparedTable{Contoh: true, Table: compareTable(b, "places.compare-sample", one, other)}
	for _, fact := range baseFacts(b) {
		if fact.plain != nil && proven(fact.plain(one), own, others) {
			continue // it stands below, with its receipt
		}
		public.Rows = append(public.Rows, web.TableRow{Cells: []web.TableCell{
			{Text: fact.label, Head: true}, {Text: fact.value(one), Num: true, Label: one.Short}, {Text: fact.value(other), Num: true, Label: other.Short},
		}})
	}
	for _, k := range own {
		twin, ok := twinOf(k, others)
		if !ok {
			continue
		}
		row := web.TableRow{Cells: []web.TableCell{{Text: rowLabel(b, k, twin), Head: true}, figureCell(b, one, k, twin), figureCell(b, other, twin, k)}}
		if k.Figure.Contoh {
			sample.Rows = append(sample.Rows, row)
		} else {
			public.Rows = append(public.Rows, row)
		}
	}
	if len(sample.Rows) == 0 {
		return []comparedTable{public}
	}
	return []comparedTable{public, sample}
}

// A baseFact is what package region knows of every region; plain is its
// canonical text, where data may have the same.
type baseFact struct {
	label string
	value func(region.Region) string
	plain func(region.Region) string
}

func baseFacts(b web.Base) []baseFact {
	people := func(r region.Region) string { return strconv.FormatInt(r.Population, 10) }
	return []baseFact{
		{b.T("places.capital"), func(r region.Region) string { return r.Capital }, nil},
		{b.T("places.people-row", "asof", b.Day(peopleAsOf)), func(r region.Region) string { return b.Int(r.Population) }, people},
		{b.T("places.area-row"), func(r region.Region) string { return b.Lang().Decimal(r.Km2()) }, region.Region.Km2},
		{b.T("places.density-row"), func(r region.Region) string { return b.Lang().Decimal(tenths(density(r))) }, nil},
	}
}

// proven tells whether a public figure of both regions has a value.
func proven(value string, own, others []lewu.KPI) bool {
	return slices.ContainsFunc(own, func(k lewu.KPI) bool {
		_, both := twinOf(k, others)
		return both && !k.Figure.Contoh && k.Figure.Value == value
	})
}

func compareTable(b web.Base, caption string, one, other region.Region) web.Table {
	return web.Table{Page: b, Caption: lewu.Msg(caption, "one", one.Short, "other", other.Short), Stack: true, Columns: []web.TableColumn{
		{Label: b.T("places.compare-what")}, {Label: one.Short, Num: true}, {Label: other.Short, Num: true},
	}}
}

// twinOf finds the same figure of the other region.
func twinOf(k lewu.KPI, among []lewu.KPI) (lewu.KPI, bool) {
	for _, o := range among {
		if o.Label == k.Label && o.Figure.Unit == k.Figure.Unit && o.Figure.Source == k.Figure.Source && o.Figure.Contoh == k.Figure.Contoh {
			return o, true
		}
	}
	return lewu.KPI{}, false
}

// rowLabel is the name of a figure with its unit, and its time where both have
// the same.
func rowLabel(b web.Base, k, twin lewu.KPI) string {
	f := b.KPI(k)
	label := f.Name()
	if k.Figure.Unit != "" {
		label += " (" + k.Figure.Unit + ")"
	}
	if k.Figure.AsOf != "" && k.Figure.AsOf == twin.Figure.AsOf {
		label += ", " + b.Day(k.Figure.AsOf)
	}
	return label
}

// figureCell is the value of one region, with its time where the other's is
// another, leading to its proof.
func figureCell(b web.Base, r region.Region, k, twin lewu.KPI) web.TableCell {
	text := b.KPI(k).Value()
	if k.Figure.AsOf != "" && k.Figure.AsOf != twin.Figure.AsOf {
		text += " (" + b.Day(k.Figure.AsOf) + ")"
	}
	return web.TableCell{Text: text, Href: k.Origin, Num: true, Label: r.Short}
}
