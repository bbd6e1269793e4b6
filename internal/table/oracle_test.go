package table

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// The oracle answers a query over rows in memory with exact fractions. It
// shares no code with the compiler: a wrong rule shows as a difference.

// less orders two cells of a kind; missing is handled by its caller.
func less(kind lewu.Kind, a, b string) int {
	switch kind {
	case lewu.Integer, lewu.Money, lewu.Decimal, lewu.Year:
		return rat(a).Cmp(rat(b))
	}
	return strings.Compare(a, b)
}

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("no number: " + s)
	}
	return r
}

// ordered compares cells for a sort: missing last either way.
func ordered(kind lewu.Kind, a, b lewu.Cell, desc bool) int {
	switch {
	case !a.Valid && !b.Valid:
		return 0
	case !a.Valid:
		return 1
	case !b.Valid:
		return -1
	case desc:
		return -less(kind, a.Text, b.Text)
	}
	return less(kind, a.Text, b.Text)
}

// keeps tells whether a cell passes a filter.
func keeps(kind lewu.Kind, f lewu.Filter, c lewu.Cell) bool {
	among := slices.ContainsFunc(f.Values, func(v string) bool { return c.Valid && less(kind, c.Text, v) == 0 })
	switch f.Op {
	case lewu.OpIn:
		return among
	case lewu.OpNot:
		return !among
	case lewu.OpMin:
		return c.Valid && less(kind, c.Text, f.Values[0]) >= 0
	case lewu.OpMax:
		return c.Valid && less(kind, c.Text, f.Values[0]) <= 0
	case lewu.OpHas:
		return slices.ContainsFunc(f.Values, func(v string) bool {
			return c.Valid && strings.Contains(strings.ToLower(c.Text), strings.ToLower(v))
		})
	case lewu.OpMissing:
		return !c.Valid
	}
	return c.Valid
}

// roundHalf writes a fraction with digits behind the point, half away from zero.
func roundHalf(r *big.Rat, scale int) string {
	text := r.FloatString(scale) // which rounds half away from zero
	if rat(text).Sign() == 0 {
		text = strings.TrimPrefix(text, "-")
	}
	return text
}

// oracle is the whole answer: the rows, and the indexes they came from unless
// they are groups.
func oracle(columns []lewu.Column, rows [][]lewu.Cell, q lewu.Query) (answer [][]lewu.Cell, from []int) {
	at := func(name string) int { return slices.Index(names(columns), name) }
	for i, r := range rows {
		if !slices.ContainsFunc(q.Filter, func(f lewu.Filter) bool { return !keeps(columns[at(f.Column)].Kind, f, r[at(f.Column)]) }) {
			from = append(from, i)
		}
	}
	if len(q.Measure) > 0 {
		return oracleGroups(columns, rows, q, from), nil
	}
	slices.SortStableFunc(from, func(a, b int) int {
		for _, s := range q.Sort {
			if o := ordered(columns[at(s.Column)].Kind, rows[a][at(s.Column)], rows[b][at(s.Column)], s.Desc); o != 0 {
				return o
			}
		}
		return 0
	})
	shown := q.Columns
	if shown == nil {
		shown = names(columns)
	}
	for _, i := range from {
		var cells []lewu.Cell
		for _, name := range shown {
			cells = append(cells, rows[i][at(name)])
		}
		answer = append(answer, cells)
	}
	return answer, from
}

// oracleGroups makes groups of the rows from.
func oracleGroups(columns []lewu.Column, rows [][]lewu.Cell, q lewu.Query, from []int) (answer [][]lewu.Cell) {
	at := func(name string) int { return slices.Index(names(columns), name) }
	members, order := map[string][]int{}, []string{}
	if len(q.Group) == 0 {
		order = append(order, "")
	}
	for _, i := range from {
		id := ""
		for _, g := range q.Group {
			id += fmt.Sprintf("%v %q,", rows[i][at(g)].Valid, rows[i][at(g)].Text)
		}
		if len(q.Group) > 0 && members[id] == nil {
			order = append(order, id)
		}
		members[id] = append(members[id], i)
	}
	kinds := map[string]lewu.Kind{}
	var heads []string
	for _, g := range q.Group {
		kinds[g], heads = columns[at(g)].Kind, append(heads, g)
	}
	for _, m := range q.Measure {
		name := strings.TrimSuffix(m.Func+"_"+m.Column, "_")
		kinds[name], heads = lewu.Decimal, append(heads, name)
		if m.Func == "min" || m.Func == "max" {
			kinds[name] = columns[at(m.Column)].Kind
		}
	}
	for _, id := range order {
		var cells []lewu.Cell
		for _, g := range q.Group {
			cells = append(cells, rows[members[id][0]][at(g)])
		}
		for _, m := range q.Measure {
			cells = append(cells, oracleMeasure(columns, rows, m, members[id]))
		}
		answer = append(answer, cells)
	}
	by := slices.Clone(q.Sort)
	for _, g := range q.Group {
		by = append(by, lewu.Sort{Column: g})
	}
	slices.SortStableFunc(answer, func(a, b []lewu.Cell) int {
		for _, s := range by {
			i := slices.Index(heads, s.Column)
			if o := ordered(kinds[s.Column], a[i], b[i], s.Desc); o != 0 {
				return o
			}
		}
		return 0
	})
	return answer
}

func oracleMeasure(columns []lewu.Column, rows [][]lewu.Cell, m lewu.Measure, of []int) lewu.Cell {
	if m.Column == "" {
		return lewu.Cell{Text: fmt.Sprint(len(of)), Valid: true}
	}
	at := slices.Index(names(columns), m.Column)
	c := columns[at]
	var values []string
	for _, i := range of {
		if rows[i][at].Valid {
			values = append(values, rows[i][at].Text)
		}
	}
	if m.Func == "count" {
		return lewu.Cell{Text: fmt.Sprint(len(values)), Valid: true}
	}
	if len(values) == 0 {
		return lewu.Cell{}
	}
	scale := c.Scale
	if c.Kind == lewu.Money {
		scale = 2
	}
	sum := new(big.Rat)
	switch m.Func {
	case "min":
		return lewu.Cell{Text: slices.MinFunc(values, func(a, b string) int { return less(c.Kind, a, b) }), Valid: true}
	case "max":
		return lewu.Cell{Text: slices.MaxFunc(values, func(a, b string) int { return less(c.Kind, a, b) }), Valid: true}
	}
	for _, v := range values {
		sum.Add(sum, rat(v))
	}
	if m.Func == "avg" {
		return lewu.Cell{Text: roundHalf(sum.Quo(sum, big.NewRat(int64(len(values)), 1)), min(scale+2, 10)), Valid: true}
	}
	return lewu.Cell{Text: roundHalf(sum, scale), Valid: true}
}
