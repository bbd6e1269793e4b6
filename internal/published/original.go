package published

import (
	"context"
	"math/big"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// hold proves the files behind p.Rows byte by byte, and holds each row against
// its original words.
func (r *Reader) hold(ctx context.Context, p *Proof) error {
	byOrigin := map[int][]int{}
	var order []int
	for i, row := range p.Rows {
		if _, seen := byOrigin[row.Asal]; !seen {
			order = append(order, row.Asal)
		}
		byOrigin[row.Asal] = append(byOrigin[row.Asal], i)
	}
	for _, asal := range order {
		origin, ok := p.Version.Origin(asal)
		if !ok {
			return errs.Say(errs.Internal, "published.no-origin", "asal", number(asal))
		}
		proof := FileProof{Origin: origin, Verdict: Match}
		if err := r.Road.Prove(ctx, origin); err != nil {
			if proof.Verdict, proof.Reason, ok = judge(err); !ok {
				return err
			}
		} else if err := r.compare(ctx, p, origin, byOrigin[asal]); err != nil {
			return err
		}
		p.Files = append(p.Files, proof)
	}
	p.Verdict = p.sum()
	return nil
}

// judge tells which faults of a received file belong on the receipt itself.
func judge(err error) (Verdict, lewu.Message, bool) {
	m, _ := errs.Public(err)
	switch {
	case errs.Is(err, errs.Gone):
		return Erased, m, true
	case m.Key == "blob.damaged", errs.Is(err, errs.NotFound):
		return Differ, m, true
	}
	return "", m, false
}

// compare reads the original words of some rows and says which agree.
func (r *Reader) compare(ctx context.Context, p *Proof, origin catalog.Origin, indexes []int) error {
	wanted := make([]int64, len(indexes))
	for i, at := range indexes {
		wanted[i] = p.Rows[at].Row
	}
	raw, err := r.Road.Raw(ctx, origin, wanted)
	if err != nil {
		return err
	}
	cells, err := r.Road.Reread(origin, raw)
	if err != nil {
		return err
	}
	place := -1 // of the figure's column in the file's own columns
	for i, c := range origin.Columns {
		if c.Name == p.measured() {
			place = i
		}
	}
	for i, at := range indexes {
		row := &p.Rows[at]
		row.Raw = raw[i].Cells
		if place >= 0 {
			if n := origin.Columns[place].Index; n < len(row.Raw) {
				row.Words = row.Raw[n]
			}
			row.Reread = cells[i][place]
		}
		row.Same = same(row.Published, row.Reread)
		p.Checked++
		if !row.Same {
			p.Differs++
		}
	}
	return nil
}

// measured is the column of the table that the figure is made from.
func (p *Proof) measured() string {
	switch {
	case len(p.Receipt.Query.Measure) == 0:
		return p.Column.Name
	case p.Receipt.Query.Measure[0].Column == "":
		return p.Version.Columns[0].Name
	}
	return p.Receipt.Query.Measure[0].Column
}

// sum is the verdict over everything that was looked at.
func (p *Proof) sum() Verdict {
	v := Match
	for _, f := range p.Files {
		switch {
		case f.Verdict == Differ:
			return Differ
		case f.Verdict == Erased:
			v = Erased
		}
	}
	switch {
	case p.Table == Differ || p.Differs > 0:
		return Differ
	case v == Match && p.Checked < p.Receipt.Rows:
		return Partly
	}
	return v
}

// same tells whether two cells hold the same value: "5" and "5.00" do, since a
// column may have become wider in a later version.
func same(a, b lewu.Cell) bool {
	if a == b {
		return true
	}
	if !a.Valid || !b.Valid {
		return false
	}
	x, ok := new(big.Rat).SetString(a.Text)
	y, ok2 := new(big.Rat).SetString(b.Text)
	return ok && ok2 && x.Cmp(y) == 0
}

// recompute does an aggregate again from the values that were read from the
// original words, by another path than the query engine: exact fractions.
func recompute(m lewu.Measure, result lewu.Column, rows []Row) string {
	var n int64
	var best string
	total := new(big.Rat)
	for _, row := range rows {
		cell := row.Reread
		if m.Func == "count" && m.Column == "" {
			n++
			continue
		}
		if !cell.Valid {
			continue
		}
		n++
		v, isNumber := new(big.Rat).SetString(cell.Text)
		if isNumber {
			total.Add(total, v)
		}
		if n == 1 || before(m.Func, result.Kind, cell.Text, best) {
			best = cell.Text
		}
	}
	switch {
	case m.Func == "count":
		return new(big.Int).SetInt64(n).String()
	case n == 0:
		return ""
	case m.Func == "sum":
		return total.FloatString(result.Scale)
	case m.Func == "avg":
		return total.Quo(total, new(big.Rat).SetInt64(n)).FloatString(result.Scale) // halves away from zero
	}
	if v, ok := new(big.Rat).SetString(best); ok && result.Kind.Numeric() {
		return v.FloatString(decimals(result))
	}
	return best
}

// decimals is how many digits behind the point a value of a column has: rupiah
// are always written with their sen.
func decimals(c lewu.Column) int {
	if c.Kind == lewu.Money {
		return 2
	}
	return c.Scale
}

// before tells whether a is nearer to what min or max looks for than b. Only
// numbers are compared as numbers: among codes and words "10" stands before
// "9", as it does in the table.
func before(fn string, kind lewu.Kind, a, b string) bool {
	less := a < b
	if kind.Numeric() {
		x, ok := new(big.Rat).SetString(a)
		y, ok2 := new(big.Rat).SetString(b)
		if ok && ok2 {
			less = x.Cmp(y) < 0
		}
	}
	return less == (fn == "min") && a != b
}
