package quote

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/web"
)

// A face is a figure as pages show it: "quote/_face".
type face struct {
	Page    web.Base
	Figure  web.Figure
	Label   string
	Value   string // with its unit, for a sentence
	Title   string // of the dataset
	Dataset string // path of the dataset in the version that was quoted
	Quoted  quoted
}

// face writes a figure with all that makes it honest: age, status, source, and
// the way to its proof in v.
func (m *module) face(b web.Base, q quoted, v catalog.Version) face {
	l := b.Lang()
	source := q.Source
	if source == "" {
		source = q.Agency
	}
	f := b.Figure(web.Text(q.name(l)), lewu.Figure{
		Value: q.Receipt.Result, Kind: q.Kind, Unit: q.Unit, AsOf: q.AsOf, Source: source, Contoh: q.Contoh, Receipt: &q.Receipt,
	})
	if q.Solo {
		f.Figure.State = lewu.Msg("quote.solo")
	}
	f.Origin = originPath(q, v)
	return face{
		Page: b, Figure: f, Label: q.name(l), Value: q.measured(l, q.Receipt.Result), Title: q.title(l), Quoted: q,
		Dataset: "/data/" + q.Receipt.Dataset + "?versi=" + strconv.Itoa(q.Receipt.Version),
	}
}

// originPath is where the figure is proved.
func originPath(q quoted, v catalog.Version) string {
	return "/data/" + q.Receipt.Dataset + "/asal?" + published.Address(v, q.Receipt).Encode()
}

// crumbs lead to the dataset of a figure.
func crumbs(b web.Base, q quoted) []web.Crumb {
	return []web.Crumb{
		{Label: lewu.Msg("quote.data"), Path: "/data"}, {Label: web.Text(q.title(b.Lang())), Path: "/data/" + q.Receipt.Dataset},
	}
}
