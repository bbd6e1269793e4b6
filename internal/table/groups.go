package table

import (
	"context"
	"fmt"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// groups answers a page of groups. The groups are made once, counted and
// ordered; averages come as exact sum and count and are divided in Go.
func (e *Engine) groups(ctx context.Context, h *hot, q question) (*Result, error) {
	var c compiler
	where, err := c.where(q.columns, q.Filter)
	if err != nil {
		return nil, err
	}
	keys := q.groupOrder()
	made := q.groupSQL(h.from(), where)
	page := "TRUE"
	if q.After != "" {
		values, err := q.behind(h.sha, keys)
		if err != nil {
			return nil, err
		}
		page = c.after(keys, values)
	}
	order := ""
	if len(keys) > 0 {
		order = " ORDER BY " + by(keys)
	}
	list, err := e.db.QueryContext(ctx, fmt.Sprintf("WITH g AS MATERIALIZED (%s) SELECT (SELECT count(*) FROM g), %s FROM g WHERE %s%s LIMIT %d",
		made, strings.Join(append(q.groupTexts(), keyList(keys)...), ", "), page, order, q.limit()+1), c.args...)
	if err != nil {
		return nil, tokenError(q, explain(ctx, err))
	}
	defer list.Close()
	result := &Result{Columns: q.result(), Rows: [][]lewu.Cell{}}
	last := make([]lewu.Cell, len(keys))
	for list.Next() {
		if len(result.Rows) == q.limit() {
			result.Next = q.token(h.sha, last)
			break
		}
		cells, counts := make([]lewu.Cell, len(result.Columns)), make([]int64, len(q.measures))
		places := append([]any{&result.Total}, into(cells)...)
		for i := range counts {
			places = append(places, &counts[i])
		}
		if err := list.Scan(append(places, into(last)...)...); err != nil {
			return nil, err
		}
		if err := q.divide(cells, counts); err != nil {
			return nil, err
		}
		result.Rows = append(result.Rows, cells)
	}
	if err := list.Err(); err != nil {
		return nil, tokenError(q, explain(ctx, err))
	}
	if len(result.Rows) == 0 && q.After != "" {
		first := q
		first.After, first.Limit = "", 1
		whole, err := e.groups(ctx, h, first)
		if err != nil {
			return nil, err
		}
		result.Total = whole.Total
	}
	return result, nil
}

// divide turns the sums of averages into averages.
func (q question) divide(cells []lewu.Cell, counts []int64) error {
	for i, m := range q.measures {
		cell := &cells[len(q.group)+i]
		if m.Func != "avg" || !cell.Valid {
			continue
		}
		_, scale, _ := digits(m.over)
		text, err := average(cell.Text, scale, counts[i])
		if err != nil {
			return err
		}
		cell.Text = text
	}
	return nil
}

// groupSQL makes the groups: _g0, _g1 … their columns, _m0, _m1 … the measures and
// _n0, _n1 … how many values each measure is of. A sum is cast, because HUGEINT
// would become a DOUBLE on its way to other tools. No column begins with _.
func (q question) groupSQL(from, where string) string {
	var list, group []string
	for i, c := range q.group {
		list = append(list, fmt.Sprintf("%s AS _g%d", ident(c.Name), i))
		group = append(group, ident(c.Name))
	}
	for i, m := range q.measures {
		of := "*"
		if m.Column != "" {
			of = ident(m.Column)
		}
		value := m.Func + "(" + of + ")"
		if m.Func == "sum" || m.Func == "avg" {
			value = "CAST(sum(" + of + ") AS " + sumType(m.over) + ")"
		}
		list = append(list, fmt.Sprintf("%s AS _m%d, count(%s) AS _n%[2]d", value, i, of))
	}
	sql := "SELECT " + strings.Join(list, ", ") + " FROM " + from
	if where != "" {
		sql += " WHERE " + where
	}
	if len(group) > 0 {
		sql += " GROUP BY " + strings.Join(group, ", ")
	}
	return sql
}

// sumType is the type of a sum of a column.
func sumType(c lewu.Column) string {
	_, scale, _ := digits(c)
	return fmt.Sprintf("DECIMAL(38,%d)", scale)
}

// groupTexts selects the cells of a group, then the counts.
func (q question) groupTexts() []string {
	var list []string
	for i := range q.group {
		list = append(list, fmt.Sprintf("CAST(_g%d AS VARCHAR)", i))
	}
	for i := range q.measures {
		list = append(list, fmt.Sprintf("CAST(_m%d AS VARCHAR)", i))
	}
	for i := range q.measures {
		list = append(list, fmt.Sprintf("_n%d", i))
	}
	return list
}

// groupOrder is the total order of groups: what the question sorts by, then
// the group columns that it left out.
func (q question) groupOrder() []orderKey {
	var keys []orderKey
	used := map[string]bool{}
	add := func(name string, desc bool) {
		if used[name] {
			return
		}
		used[name] = true
		for i, c := range q.group {
			if c.Name == name {
				keys = append(keys, orderKey{sql: fmt.Sprintf("_g%d", i), kind: sqlType(c), desc: desc})
			}
		}
		for i, m := range q.measures {
			if m.out.Name == name {
				keys = append(keys, q.measureKey(i, m, desc))
			}
		}
	}
	for _, s := range q.Sort {
		add(s.Column, s.Desc)
	}
	for _, c := range q.group {
		add(c.Name, false)
	}
	return keys
}

// measureKey orders groups by a measure.
func (q question) measureKey(i int, m measure, desc bool) orderKey {
	key := orderKey{sql: fmt.Sprintf("_m%d", i), desc: desc}
	switch m.Func {
	case "count":
		key.kind = "BIGINT"
	case "sum":
		key.kind = sumType(m.over)
	case "avg":
		_, scale, _ := digits(m.over)
		key.sql, key.kind = averageSQL(key.sql, fmt.Sprintf("_n%d", i), scale), "HUGEINT"
	default:
		key.kind = sqlType(m.over)
	}
	return key
}

// averageSQL is an average in units of its last digit, exactly as average in
// Go rounds it: quotient and rest of whole numbers, half away from zero. The
// sum's units come from its text, since there is no other exact way to them.
func averageSQL(sum, count string, scale int) string {
	more := averageScale(scale) - scale
	times, by := "1", count
	if more > 0 {
		times = tens(more).String()
	} else if more < 0 {
		by = fmt.Sprintf("(%s * %s)", count, tens(-more))
	}
	units := fmt.Sprintf("CAST(replace(CAST(%s AS VARCHAR), '.', '') AS HUGEINT)", sum)
	by = fmt.Sprintf("CAST(nullif(%s, 0) AS HUGEINT)", by)
	return fmt.Sprintf("((%[1]s // %[2]s) * %[3]s + sign(%[1]s) * ((2 * abs(%[1]s %% %[2]s) * %[3]s + %[2]s) // (2 * %[2]s)))", units, by, times)
}

// keyList is keyTexts as a list.
func keyList(keys []orderKey) []string {
	if len(keys) == 0 {
		return nil
	}
	return []string{keyTexts(keys)}
}
