package home

import (
	"cmp"
	"html/template"
	"math/big"
	"net/http"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/web"
)

// mapped is the map of the 14 kabupaten/kota, coloured by one measure, with the
// list of the same figures beside it. Without a measure it is only where they
// lie.
type mapped struct {
	Layer  lewu.Layer
	Title  string
	SVG    template.HTML
	Figure web.Figure // any of them, for source, age and mark
	Table  web.Table
	Spread string // highest and lowest in a sentence
	Choose web.Field
	Real   []web.Choice // measures that are public figures
	Sample []web.Choice // and synthetic ones
	Tiles  web.Tiles
}

// A spot is a region with its figure on the map.
type spot struct {
	region.Region
	lewu.Mark
	value *big.Rat // nil: nobody wrote one
}

// fillMap draws the map by ?peta=, or by the first measure that has figures.
func (m *module) fillMap(r *http.Request, p *page) error {
	p.Map.Tiles = web.Tiles{Page: p.Base, ID: "letak", Title: lewu.Msg("home.map-plain"), Desc: lewu.Msg("home.map-hint")}
	for _, one := range region.Regencies() {
		p.Map.Tiles.Items = append(p.Map.Tiles.Items, web.Tile{Region: one})
	}
	layers, err := m.Layers(r.Context())
	if len(layers) == 0 {
		return err
	}
	asked := r.URL.Query().Get("peta")
	p.Map.choices(p.Base, layers, asked)
	if i := slices.IndexFunc(layers, func(l lewu.Layer) bool { return l.ID == asked }); i >= 0 {
		layers[0], layers[i] = layers[i], layers[0]
	} else if asked != "" {
		p.Map.Choose.Error = lewu.Msg("home.map-unknown", "name", asked)
	}
	marks, fault := layers[0].Marks(r.Context())
	if fault != nil {
		return fault
	}
	p.Map.draw(p.Base, layers[0], marks)
	return err
}

// choices fills the form beneath the map.
func (g *mapped) choices(b web.Base, layers []lewu.Layer, asked string) {
	g.Choose = web.Field{Page: b, ID: "peta", Name: "peta", Label: lewu.Msg("home.map-by")}
	for i, l := range layers {
		c := web.Choice{Value: l.ID, Label: name(b, l.Label, l.LabelEN), Chosen: l.ID == asked || asked == "" && i == 0}
		if l.Contoh {
			g.Sample = append(g.Sample, c)
		} else {
			g.Real = append(g.Real, c)
		}
	}
}

// name is a label of data in the language of the page.
func name(b web.Base, id, en string) string {
	if b.Lang() == "en" && en != "" {
		return en
	}
	return id
}

// draw makes the map and its list.
func (g *mapped) draw(b web.Base, layer lewu.Layer, marks []lewu.Mark) {
	spots := ranked(marks)
	if len(spots) == 0 || spots[0].value == nil {
		return
	}
	first := spots[0].Figure
	g.Layer, g.Title = layer, name(b, layer.Label, layer.LabelEN)
	g.Figure = b.KPI(lewu.KPI{Label: layer.Label, LabelEN: layer.LabelEN, Figure: first, Link: layer.Link})
	g.Spread = spread(b, spots)
	sample := ""
	if layer.Contoh {
		sample = b.T("web.contoh")
	}
	picture := chart.Chart{
		Kind: chart.Map, Title: g.Title, Alt: g.Spread + " " + b.T("home.map-alt"), Contoh: sample, Words: chart.WordsIn(b.Say),
		Short:  b.Lang().Brief,
		Series: []chart.Series{{Name: unitOf(b, first)}},
	}
	for _, s := range spots {
		pt := chart.Point{Label: s.Short, Key: string(s.Kemendagri), Href: b.Link("/wilayah/" + s.Slug)}
		if s.value != nil {
			pt.Value, _ = s.value.Float64()
			pt.Has, pt.Text = true, written(b, s.Figure)
		}
		picture.Series[0].Points = append(picture.Series[0].Points, pt)
	}
	g.SVG = picture.SVG()
	g.Table = rankTable(b, spots)
}

// ranked puts the figures of the 14 in order, the highest first, those without
// one last.
func ranked(marks []lewu.Mark) []spot {
	var list []spot
	for _, r := range region.Regencies() {
		s := spot{Region: r}
		for _, mark := range marks {
			if mark.Region == string(r.Kemendagri) {
				s.Mark = mark
			}
		}
		if n, ok := new(big.Rat).SetString(s.Figure.Value); ok {
			s.value = n
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b spot) int {
		switch {
		case a.value == nil || b.value == nil:
			return cmp.Compare(btoi(a.value == nil), btoi(b.value == nil))
		}
		return b.value.Cmp(a.value)
	})
	return list
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// spread is the highest and the lowest in a sentence.
func spread(b web.Base, spots []spot) string {
	low := spots[0]
	for _, s := range spots {
		if s.value != nil {
			low = s
		}
	}
	if low.value.Cmp(spots[0].value) == 0 {
		return b.T("home.map-level", "value", written(b, low.Figure))
	}
	return b.T("home.map-spread", "high", spots[0].Short, "most", written(b, spots[0].Figure), "low", low.Short, "least", written(b, low.Figure))
}

// unitOf is the unit of a figure as a heading has it.
func unitOf(b web.Base, f lewu.Figure) string {
	if f.Kind == lewu.Money {
		return b.T("home.rupiah")
	}
	return f.Unit
}

// written is a figure with its unit, in words.
func written(b web.Base, f lewu.Figure) string {
	text := b.Cell(lewu.Column{Kind: f.Kind}, lewu.Cell{Text: f.Value, Valid: f.Value != ""})
	switch {
	case f.Unit == "" || f.Kind == lewu.Money:
		return text
	case f.Unit == "%":
		return text + f.Unit
	}
	return text + " " + f.Unit
}

// rankTable is the list beside the map. Bars are shares of the highest; where a
// figure lies below zero there are none.
func rankTable(b web.Base, spots []spot) web.Table {
	t := web.Table{Page: b, Caption: lewu.Msg("home.map-table"), Tight: true, Columns: []web.TableColumn{
		{Label: b.T("home.region")}, {Label: b.Day(spots[0].Figure.AsOf), Unit: unitOf(b, spots[0].Figure), Num: true}, {Label: b.T("home.bar")},
	}}
	if t.Columns[1].Label == "" {
		t.Columns[1].Label = b.T("home.value")
	}
	bars := spots[0].value.Sign() > 0
	for _, s := range spots {
		bars = bars && (s.value == nil || s.value.Sign() >= 0)
	}
	for _, s := range spots {
		cells := []web.TableCell{
			{Text: s.Short, Href: "/wilayah/" + s.Slug, Head: true},
			b.TableCell(lewu.Column{Kind: spots[0].Figure.Kind}, lewu.Cell{Text: s.Figure.Value, Valid: s.value != nil}), {},
		}
		cells[1].Href = s.Origin
		if bars && s.value != nil {
			share := new(big.Rat).Quo(s.value, spots[0].value)
			cells[2].Bar = &web.Bar{Share: share.Mul(share, big.NewRat(100, 1)).FloatString(1)}
		}
		t.Rows = append(t.Rows, web.TableRow{Cells: cells})
	}
	if !bars {
		t.Columns = t.Columns[:2]
		for i := range t.Rows {
			t.Rows[i].Cells = t.Rows[i].Cells[:2]
		}
	}
	return t
}
