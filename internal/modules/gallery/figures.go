package gallery

import (
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/web"
)

// Where specimens lead: the gallery itself.
const (
	toFigures = root + "/angka"
	toLists   = root + "/daftar"
)

// A figuresPage shows figures.
type figuresPage struct {
	page
	Figures  web.Figures
	Troubled web.Figures // late, failed, standing still
	Figure   web.Figure
	Answers  []web.Answer
	Bars     web.Table
	Cards    web.Cards
}

func figures(p page) any {
	f := figuresPage{page: p, Figures: web.Figures{Columns: 4}, Troubled: web.Figures{Columns: 3}}
	f.Figures.Items = []web.Figure{share(p.Base), money(p.Base), count(p.Base), none(p.Base)}
	late := p.Base.Figure(lewu.Msg("gallery.poverty"), lewu.Figure{Value: "5.11", Kind: lewu.Decimal, Unit: "%", AsOf: "2024", Due: p.daysAgo(23), Source: "Dinas Contoh B", Contoh: true})
	stale := p.Base.Figure(lewu.Msg("gallery.water"), lewu.Figure{Value: "5.84", Kind: lewu.Decimal, Unit: "meter", AsOf: p.daysAgo(3), Source: "Dinas Contoh C", Contoh: true})
	stale.Age, stale.Note = "stale", lewu.Msg("gallery.water-note")
	failed := p.Base.Figure(lewu.Msg("gallery.rice"), lewu.Figure{Kind: lewu.Integer, Unit: "ton"})
	failed.Failed = true
	final := p.Base.Figure(lewu.Msg("gallery.long-label"), lewu.Figure{Value: "-1234567.5", Kind: lewu.Decimal, AsOf: "2019-S2", State: lewu.Msg("gallery.audited"), Source: "Dinas Contoh A, " + p.T("gallery.derived"), Contoh: true})
	final.Age = "final"
	zero := p.Base.Figure(lewu.Msg("gallery.deaths"), lewu.Figure{Value: "0", Kind: lewu.Integer, Unit: p.T("gallery.people"), AsOf: "2025", Source: "Dinas Contoh D", Contoh: true})
	f.Troubled.Items = []web.Figure{late, stale, failed, final, zero}
	f.Figure = money(p.Base)
	f.Figure.Big = true
	f.Answers = []web.Answer{{Page: p.Base, Question: lewu.Msg("gallery.question"), Figure: count(p.Base), Where: "Kabupaten Katingan, 2024"}}
	f.Bars = bars(p.Base)
	f.Cards = cards(p.Base)
	return f
}

// daysAgo is a day of the past as tables write it.
func (p page) daysAgo(n int) string { return clock.Day(p.now.Add(-time.Duration(n) * 24 * time.Hour)) }

func share(b web.Base) web.Figure {
	f := b.Figure(lewu.Msg("gallery.absorbed"), lewu.Figure{Value: "61.28", Kind: lewu.Decimal, Unit: "%", AsOf: "2025-10-31", State: lewu.Msg("gallery.unaudited"), Source: "BKAD (contoh)", Contoh: true})
	f.Note, f.Bar = lewu.Msg("gallery.absorbed-note"), &web.Bar{Share: "61.28", Mark: "90"}
	f.Link, f.Origin, f.Cite = toFigures, toFigures, toFigures
	return f
}

func money(b web.Base) web.Figure {
	f := b.Figure(lewu.Msg("gallery.budget"), lewu.Figure{Value: "8350310078958.56", Kind: lewu.Money, AsOf: "2025", Source: "BKAD (contoh)", Contoh: true})
	f.Origin, f.Cite = toFigures, toFigures
	return f
}

func count(b web.Base) web.Figure {
	f := b.Figure(lewu.Msg("gallery.people-of"), lewu.Figure{Value: "181963", Kind: lewu.Integer, Unit: b.T("gallery.people"), AsOf: "2024-S2", Source: "Dinas Contoh A", Contoh: true})
	f.Origin, f.Cite = toFigures, toFigures
	return f
}

func none(b web.Base) web.Figure {
	f := b.Figure(lewu.Msg("gallery.rubber"), lewu.Figure{Kind: lewu.Integer, Unit: "ton"})
	f.Note = lewu.Msg("gallery.rubber-note")
	return f
}

// bars is a table of bars in every tone.
func bars(b web.Base) web.Table {
	t := web.Table{Page: b, Caption: lewu.Msg("gallery.bar"), Hidden: true, Columns: []web.TableColumn{
		{Label: b.T("gallery.state")}, {Label: b.T("gallery.value"), Unit: "%", Num: true}, {Label: b.T("gallery.bar-head")},
	}}
	for _, row := range []struct {
		label, value string
		bar          *web.Bar
	}{
		{b.T("gallery.bar-plain"), "64.1", &web.Bar{Share: "64.1", Mark: "90"}},
		{b.T("gallery.bar-second"), "78", &web.Bar{Share: "78", Tone: "2"}},
		{b.T("gallery.bar-bad"), "41.2", &web.Bar{Share: "41.2", Mark: "90", Tone: "bad"}},
		{b.T("gallery.bar-over"), "104", &web.Bar{Share: "104", Mark: "90", Tone: "bad"}},
		{b.T("gallery.bar-none"), "", nil},
	} {
		t.Rows = append(t.Rows, web.TableRow{Cells: []web.TableCell{
			{Text: row.label, Head: true},
			b.TableCell(lewu.Column{Kind: lewu.Decimal}, lewu.Cell{Text: row.value, Valid: row.value != ""}),
			{Bar: row.bar},
		}})
	}
	return t
}

// cards are what two rooms would say of a place.
func cards(b web.Base) web.Cards {
	kpi := func(f web.Figure) lewu.KPI {
		return lewu.KPI{Label: b.Say(f.Label), Figure: f.Figure, Link: f.Link, Origin: f.Origin, Cite: f.Cite}
	}
	return b.Cards([]lewu.Card{{
		Title: lewu.Msg("gallery.card"), Link: toLists, Total: 12,
		Figures: []lewu.KPI{kpi(share(b)), kpi(money(b)), kpi(count(b))},
		Lines: []lewu.Line{
			{Label: "Produksi padi menurut kabupaten/kota", LabelEN: "Rice production by regency and city", Link: toLists, Contoh: true, Note: lewu.Msg("gallery.line-note")},
			{Label: "Jumlah guru menurut kecamatan di “Ba'amang”", LabelEN: "Teachers by district in “Ba'amang”", Link: toLists, Contoh: true, Note: lewu.Msg("gallery.late"), Age: "late"},
		},
	}})
}
