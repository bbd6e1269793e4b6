package quote

import (
	"cmp"
	"context"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/web"
)

// A quoted is a figure as it stood when it was quoted. Its words are kept beside
// the receipt, because an agency may name things better later.
type quoted struct {
	ID          string // of its address: the beginning of Number
	Number      string // of the receipt
	Receipt     lewu.Receipt
	Label       string // what it is: "Jumlah produksi, tahun = 2024"
	LabelEN     string
	Kind        lewu.Kind
	Unit        string
	AsOf        string
	Title       string // of the dataset
	TitleEN     string
	Agency      string // produsen data
	Office      string // who published the version
	Source      string
	Contoh      bool
	Solo        bool      // published without a second pair of eyes
	PublishedAt time.Time // of the version
	QuotedAt    time.Time
}

// quoteOf makes a figure of a proof, as of now. One that its agency put on the
// front page keeps the name it has there.
func (m *module) quoteOf(ctx context.Context, b web.Base, set catalog.Dataset, p *published.Proof) (quoted, error) {
	number, err := published.Number(p.Receipt)
	if err != nil {
		return quoted{}, err
	}
	q := quoted{
		Number: number, Receipt: p.Receipt, Label: p.Title(set, b.In(i18n.ID)), LabelEN: p.Title(set, b.In(i18n.EN)),
		Kind: p.Column.Kind, Unit: p.Unit(set), AsOf: p.AsOf(set), Title: set.Title, TitleEN: set.TitleEN,
		Agency: set.Agency, Office: p.Version.Office, Source: set.Source, Contoh: set.Contoh, Solo: p.Version.Solo != "",
		PublishedAt: p.Version.PublishedAt, QuotedAt: m.Clock(),
	}
	h, asOf, ok, err := m.Published.Highlight(ctx, set, p)
	if err != nil {
		return q, err
	}
	if ok {
		q.Label, q.LabelEN = h.Label, cmp.Or(h.LabelEN, h.Label)
		q.AsOf, q.Unit = cmp.Or(asOf, q.AsOf), cmp.Or(h.Unit, q.Unit)
	}
	return q, nil
}

// name and title are the label and the dataset in a language.
func (q quoted) name(l i18n.Lang) string {
	if l == i18n.EN {
		return q.LabelEN
	}
	return q.Label
}

func (q quoted) title(l i18n.Lang) string {
	if l == i18n.EN && q.TitleEN != "" {
		return q.TitleEN
	}
	return q.Title
}

// value writes a result of the figure's kind, without its unit.
func (q quoted) value(l i18n.Lang, result string) string {
	return l.Cell(lewu.Column{Kind: q.Kind}, lewu.Cell{Text: result, Valid: result != ""})
}

// measured is the value with its unit, for sentences: "388.669 ton", "12,5
// persen".
func (q quoted) measured(l i18n.Lang, result string) string {
	text := q.value(l, result)
	switch {
	case result == "" || q.Unit == "":
		return text
	case q.Unit == "%":
		return l.PercentWord(result)
	}
	return text + " " + q.Unit
}

// year is the year of publication in WIB, for citations.
func (q quoted) year() int { return q.PublishedAt.In(clock.WIB).Year() }
