package view

import (
	"context"
	"math/big"
	"slices"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/finding"
)

// A TablePart is the table of a page with what is around it: "data/_table".
type TablePart struct {
	Page   web.Base
	Count  lewu.Message // how many rows are left, exactly
	Chips  []filterChip
	Clear  string // path without any filter; empty where there is none
	Form   filterForm
	Table  web.Table
	Empty  *web.Empty // instead of a table
	Pager  web.Pager
	Hidden bool // some columns are left out; All shows them
	All    string
	Proved bool         // a figure leads to the row it came from
	Wider  lewu.Message // a table with more columns than a page shows
}

// A filterChip is one filter in words, with the path without it.
type filterChip struct {
	Text   string
	Remove string
}

// maxColumns is how many columns a page shows of a table, explains and asks for
// unless it is told which: a workbook may have 16,384.
const maxColumns = 24

// pageRows is how many rows a dataset page shows at once.
const pageRows = 20

// MaxStacked is how many columns a row may have to stand as a block on a narrow
// screen; wider ones scroll sideways.
const MaxStacked = 9

// TablePart reads the rows of a page and what is around them.
func (t *Tale) TablePart(ctx context.Context, after string) (p TablePart, err error) {
	q := t.Query
	q.Limit, q.After = pageRows, after
	if len(q.Sort) == 0 {
		q.Sort = t.newestFirst()
	}
	beyond := 0
	if all := t.Version.Columns; len(q.Columns) == 0 && len(all) > maxColumns {
		for _, c := range all[:maxColumns] {
			q.Columns = append(q.Columns, c.Name)
		}
		beyond = len(all) - maxColumns
	}
	rows, err := t.book.Ask(ctx, q)
	if err != nil {
		return p, err
	}
	p = TablePart{Page: t.Page, Chips: t.chips(), Proved: !t.Preview()}
	if beyond > 0 {
		p.Wider = lewu.Msg("data.table-wider", "n", strconv.Itoa(beyond))
	}
	if len(t.Query.Filter) > 0 {
		p.Clear = t.Address("", lewu.Query{Sort: t.Query.Sort, Columns: t.Query.Columns}, t.Ask) + "#tabel"
	}
	if len(t.Query.Columns) > 0 {
		p.Hidden, p.All = true, t.Address("", lewu.Query{Filter: t.Query.Filter, Sort: t.Query.Sort}, t.Ask)+"#tabel"
	}
	p.Count = t.countWords(rows.Total)
	if p.Form, err = t.filterForm(ctx); err != nil {
		return p, err
	}
	if len(rows.Rows) == 0 {
		p.Empty = &web.Empty{Page: t.Page, Title: lewu.Msg("data.table-empty"), Body: lewu.Msg("data.table-empty-body")}
		if p.Clear != "" {
			p.Empty.Link, p.Empty.Go = p.Clear, lewu.Msg("data.filter-clear")
		}
		return p, nil
	}
	if p.Table, err = t.table(ctx, rows, q.Sort); err != nil {
		return p, err
	}
	p.Pager = web.Pager{Page: t.Page, Label: lewu.Msg("data.pager"),
		Shown: lewu.Msg("data.pager-shown", "shown", strconv.Itoa(len(rows.Rows)), "total", strconv.FormatInt(rows.Total, 10))}
	if after != "" {
		p.Pager.First = t.Address("", t.Query, t.Ask) + "#tabel"
	}
	if rows.Next != "" {
		v := t.Values(t.Query, t.Ask)
		v.Set("setelah", rows.Next)
		p.Pager.Next = "/data/" + t.Set.Slug + "?" + t.Pinned(v).Encode() + "#tabel" // the next page is of the same version
	}
	return p, nil
}

// newestFirst is the order of a table that nobody asked another order of.
func (t *Tale) newestFirst() (list []lewu.Sort) {
	if s := t.book.Shape; s.Time != "" {
		list = append(list, lewu.Sort{Column: s.Time, Desc: true})
	}
	return list
}

func (t *Tale) countWords(total int64) lewu.Message {
	of := strconv.FormatInt(t.Version.Rows, 10)
	if len(t.Query.Filter) == 0 {
		return lewu.Msg("data.count-all", "all", of)
	}
	return lewu.Msg("data.count", "n", strconv.FormatInt(total, 10), "all", of)
}

// chips are the filters of the page, one by one.
func (t *Tale) chips() (list []filterChip) {
	for i, f := range t.Query.Filter {
		q := t.Query
		q.Filter = slices.Delete(slices.Clone(q.Filter), i, i+1)
		words := published.Conditions(t.Set, t.Version.Columns, []lewu.Filter{f}, t.Page)
		list = append(list, filterChip{Text: text.Capital(clippedTo(words, 120)), Remove: t.Address("", q, t.Ask) + "#tabel"})
	}
	return list
}

// table writes the rows: every number leads to where it came from, every head
// sorts.
func (t *Tale) table(ctx context.Context, rows *table.Result, sort []lewu.Sort) (web.Table, error) {
	english := t.Page.Lang() == "en"
	named := make([]lewu.Column, len(rows.Columns))
	for i, c := range rows.Columns {
		named[i] = t.Set.Named(c, english)
	}
	out := t.Page.Table(lewu.Msg("data.table-caption", "title", edition.Name(t.Page, t.Set)), named, rows.Rows)
	out.Hidden, out.Tight, out.Stack = true, true, len(rows.Columns) <= MaxStacked
	head := t.headColumn(rows.Columns)
	for i, c := range rows.Columns {
		wide := i != head && t.book.Fixed(c.Name) || c.Name == t.book.Shape.Region && t.book.Shape.Place != "" && t.book.Shape.Place != c.Name && book.ColumnAt(rows.Columns, t.book.Shape.Place) >= 0
		out.Columns[i].Href, out.Columns[i].Sort = t.sortPath(c, sort)
		out.Columns[i].Wide = wide
		out.Columns[i].Unit = t.writer().Unit(out.Columns[i].Unit)
		if c.Kind == lewu.Money {
			out.Columns[i].Unit = ""
		}
		for j, row := range out.Rows {
			cell := &row.Cells[i]
			cell.Head, cell.Wide = i == head, wide
			if c.Kind.Numeric() && rows.Rows[j][i].Valid {
				cell.Href = book.CellPath(t.Set, t.Version, rows.Origin[j], c.Name)
			}
		}
	}
	return out, t.addBars(ctx, &out, rows)
}

func (t *Tale) writer() finding.Writer { return finding.Writer{Speaker: t.Page, Book: t.book} }

// headColumn is the column that names the rows.
func (t *Tale) headColumn(columns []lewu.Column) int {
	s := t.book.Shape
	for _, name := range []string{s.Name, s.Place, s.Region} {
		if at := book.ColumnAt(columns, name); at >= 0 && name != "" {
			return at
		}
	}
	return 0
}

// sortPath is where a head leads, and how the table is sorted by it now: words
// from A, numbers and time from the largest, and the other way the second time.
func (t *Tale) sortPath(c lewu.Column, sort []lewu.Sort) (path, now string) {
	desc := c.Kind.Numeric() || c.Kind == lewu.Date || c.Kind == lewu.Year || c.Name == t.book.Shape.Time
	if len(sort) > 0 && sort[0].Column == c.Name {
		if now = "ascending"; sort[0].Desc {
			now = "descending"
		}
		desc = !sort[0].Desc
	}
	q := t.Query
	q.Sort = []lewu.Sort{{Column: c.Name, Desc: desc}}
	return t.Address("", q, t.Ask) + "#tabel", now
}

// maxBarred is how many columns a table may have to bear bars beside them.
const maxBarred = 8

// addBars draws the main measure beside its rows, where they can be compared:
// none is below zero, and there are several.
func (t *Tale) addBars(ctx context.Context, out *web.Table, rows *table.Result) error {
	m := t.view.measure
	at := book.ColumnAt(rows.Columns, m.Name)
	if m.Name == "" || at < 0 || len(rows.Rows) < 3 || len(rows.Columns) > maxBarred {
		return nil
	}
	q := lewu.Query{Filter: t.Query.Filter, Measure: []lewu.Measure{{Func: "max", Column: m.Name}, {Func: "min", Column: m.Name}}}
	answer, err := t.book.Ask(ctx, q)
	if err != nil {
		return err
	}
	most, least := book.Rat(answer.Rows[0][0]), book.Rat(answer.Rows[0][1])
	if most == nil || least.Sign() < 0 || most.Sign() <= 0 {
		return nil
	}
	label := m.Label
	if t.Page.Lang() == "en" {
		label = m.LabelEN
	}
	out.Columns = append(out.Columns, web.TableColumn{Label: label, Bar: true})
	for i := range out.Rows {
		cell := web.TableCell{}
		if n := book.Rat(rows.Rows[i][at]); n != nil {
			share := new(big.Rat).Quo(new(big.Rat).Mul(n, big.NewRat(100, 1)), most)
			cell.Bar = &web.Bar{Share: share.FloatString(1)}
		}
		out.Rows[i].Cells = append(out.Rows[i].Cells, cell)
	}
	return nil
}

// clippedTo is the beginning of a text.
func clippedTo(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}
