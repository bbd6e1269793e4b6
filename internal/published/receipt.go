package published

import (
	"context"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
)

// How many contributing rows are held against the original file, and how many
// are listed.
const (
	maxChecked = 20_000
	maxListed  = 25
)

// A Verdict is the outcome of a proof.
type Verdict string

// Verdicts. Partly: every byte was proved, but only the first rows were held
// against the original words. Erased: the original was erased by law.
const (
	Match  Verdict = "cocok"
	Partly Verdict = "cocok-sebagian"
	Differ Verdict = "tidak-cocok"
	Erased Verdict = "dihapus"
)

// A Proof is a receipt opened: the figure recomputed, the rows behind it, and
// whether all of it still agrees with the received files.
type Proof struct {
	Receipt lewu.Receipt
	Version catalog.Version
	Column  lewu.Column // of the figure
	Whole   []lewu.Cell // of a cell's proof: its whole published row
	Table   Verdict     // bytes of the version's file
	Files   []FileProof
	Rows    []Row // the first maxListed contributing rows
	Checked int64 // rows held against the original words
	Differs int64 // of those, rows that say something else
	Verdict Verdict
}

// A FileProof is one received file behind a figure.
type FileProof struct {
	catalog.Origin
	Verdict Verdict
	Reason  lewu.Message // of Erased and Differ
}

// A Row is one contributing row: what was published, and what the file says.
type Row struct {
	table.Origin
	Published lewu.Cell
	Words     string    // the original cell
	Reread    lewu.Cell // its value, read again
	Same      bool
	Raw       []string // the whole original row
}

// Cell proves one published cell: the row asal, baris of a version.
func (r *Reader) Cell(ctx context.Context, set catalog.Dataset, v catalog.Version, at table.Origin, column string) (_ *Proof, err error) {
	defer errs.Wrap(&err, "published.Cell(%q, %d, %v, %q)", set.Slug, v.N, at, column)

	col, ok := v.Column(column)
	if !ok {
		return nil, errs.Say(errs.NotFound, "published.no-column", "column", column)
	}
	p := &Proof{Version: v, Column: col, Receipt: lewu.Receipt{
		Dataset: set.Slug, Version: v.N, SHA256: v.Isi, Rows: 1, Query: lewu.Query{Columns: []string{column}},
		Asal: at.Asal, Row: at.Row,
	}}
	src, err := r.source(ctx, v)
	var cells []lewu.Cell
	if err == nil {
		cells, err = r.Tables.Row(ctx, src, at.Asal, at.Row)
	}
	if p.Table = verdict(err); p.Table == Differ {
		p.Verdict = Differ
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	p.Whole = cells
	for i, c := range v.Columns {
		if c.Name == column {
			p.Rows = []Row{{Origin: at, Published: cells[i]}}
			p.Receipt.Result = cells[i].Text
		}
	}
	return p, r.hold(ctx, p)
}

// Figure proves an aggregate: q has one measure and no group. Where quoted is
// not empty it is the value somebody read, and must come out again.
func (r *Reader) Figure(ctx context.Context, set catalog.Dataset, v catalog.Version, q lewu.Query, quoted string) (_ *Proof, err error) {
	defer errs.Wrap(&err, "published.Figure(%q, %d)", set.Slug, v.N)

	if len(q.Measure) != 1 || len(q.Group) > 0 {
		return nil, errs.Say(errs.Invalid, "published.one-measure")
	}
	p := &Proof{Version: v, Receipt: lewu.Receipt{Dataset: set.Slug, Version: v.N, SHA256: v.Isi, Query: q}}
	src, err := r.source(ctx, v)
	var result *table.Result
	if err == nil {
		result, err = r.Tables.Query(ctx, src, q)
	}
	if p.Table = verdict(err); p.Table == Differ {
		p.Verdict, p.Receipt.Result = Differ, quoted
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	p.Column, p.Receipt.Result = result.Columns[0], result.Rows[0][0].Text
	if err := r.contributing(ctx, src, q, p); err != nil {
		return nil, err
	}
	if err := r.hold(ctx, p); err != nil {
		return nil, err
	}
	agrees := p.Checked < p.Receipt.Rows || recompute(q.Measure[0], p.Column, p.Rows) == p.Receipt.Result
	if !agrees || quoted != "" && quoted != p.Receipt.Result {
		p.Verdict = Differ
	}
	p.Rows = p.Rows[:min(len(p.Rows), maxListed)]
	return p, nil
}

// contributing collects the rows behind an aggregate, at most maxChecked, and
// counts all of them. A count of rows is proved on the first column.
func (r *Reader) contributing(ctx context.Context, src table.Source, q lewu.Query, p *Proof) error {
	column := q.Measure[0].Column
	if column == "" {
		column = src.Columns[0].Name
	}
	page := lewu.Query{Columns: []string{column}, Filter: q.Filter, Limit: 10_000}
	for {
		rows, err := r.Tables.Query(ctx, src, page)
		if err != nil {
			return err
		}
		p.Receipt.Rows = rows.Total
		for i, row := range rows.Rows {
			if len(p.Rows) == maxChecked {
				return nil
			}
			p.Rows = append(p.Rows, Row{Origin: rows.Origin[i], Published: row[0]})
		}
		if rows.Next == "" {
			return nil
		}
		page.After = rows.Next
	}
}

// verdict is what an error of the table engine says of the version's bytes.
func verdict(err error) Verdict {
	switch m, _ := errs.Public(err); m.Key {
	case "table.damaged", "blob.damaged", "published.file-gone":
		return Differ
	}
	return Match
}

func number(n int) string { return strconv.Itoa(n) }
