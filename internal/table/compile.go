package table

import (
	"fmt"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// A compiler makes SQL with numbered parameters: values never become part of
// the text, names only quoted.
type compiler struct {
	first int // number of the first parameter, less one
	args  []any
}

// arg is the placeholder of a value.
func (c *compiler) arg(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(c.first+len(c.args))
}

// typed is the placeholder of a value in canonical text, in a type of SQL.
func (c *compiler) typed(text, kind string) string {
	if kind == "VARCHAR" {
		return c.arg(text)
	}
	return "CAST(" + c.arg(text) + " AS " + kind + ")"
}

// where is the condition of checked filters; empty where there are none.
func (c *compiler) where(columns []lewu.Column, filters []lewu.Filter) (string, error) {
	parts := make([]string, len(filters))
	for i, f := range filters {
		column, err := findColumn(columns, f.Column)
		if err != nil {
			return "", err
		}
		parts[i] = c.filter(column, f)
	}
	return strings.Join(parts, " AND "), nil
}

// filter is the condition of one filter. A missing cell is in nothing, so that
// every row meets either in or not.
func (c *compiler) filter(column lewu.Column, f lewu.Filter) string {
	name := ident(column.Name)
	switch f.Op {
	case lewu.OpMissing:
		return name + " IS NULL"
	case lewu.OpPresent:
		return name + " IS NOT NULL"
	case lewu.OpMin:
		return c.bound(column, f.Values[0], ">=", up)
	case lewu.OpMax:
		return c.bound(column, f.Values[0], "<=", down)
	case lewu.OpHas:
		parts := make([]string, len(f.Values))
		for i, v := range f.Values {
			parts[i] = "contains(lower(" + name + "), lower(" + c.arg(v) + "))"
		}
		return "(" + strings.Join(parts, " OR ") + ")"
	}
	list := c.list(column, f.Values)
	if f.Op == lewu.OpNot {
		if list == "" {
			return "TRUE"
		}
		return "(" + name + " IS NULL OR " + name + " NOT IN (" + list + "))"
	}
	if list == "" {
		return "FALSE"
	}
	return name + " IN (" + list + ")"
}

// list are the placeholders of values, without those that no cell of the
// column can have.
func (c *compiler) list(column lewu.Column, values []string) string {
	var parts []string
	for _, v := range values {
		if ranged(column) {
			fitting, over, lost := fit(column, v, exact)
			if over != 0 || lost {
				continue
			}
			v = fitting
		}
		parts = append(parts, c.typed(v, sqlType(column)))
	}
	return strings.Join(parts, ", ")
}

// bound is the condition of a minimum or a maximum.
func (c *compiler) bound(column lewu.Column, value, op string, how rounding) string {
	name := ident(column.Name)
	if ranged(column) {
		fitting, over, _ := fit(column, value, how)
		switch {
		case over != 0 && (over > 0) == (how == up):
			return "FALSE"
		case over != 0:
			return name + " IS NOT NULL"
		}
		value = fitting
	}
	return name + " " + op + " " + c.typed(value, sqlType(column))
}

// ranged tells whether a column holds numbers of a limited range.
func ranged(c lewu.Column) bool { return c.Kind.Numeric() || c.Kind == lewu.Year }

// An orderKey is one expression of a total order.
type orderKey struct {
	sql   string
	kind  string // SQL type, for values to compare with
	desc  bool
	never bool // it is never missing, and unlike in any two rows
}

// by is the ORDER BY of keys, missing last either way.
func by(keys []orderKey) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		direction := "ASC"
		if k.desc {
			direction = "DESC"
		}
		parts[i] = k.sql + " " + direction + " NULLS LAST"
	}
	return strings.Join(parts, ", ")
}

// after is the condition that a row stands behind the one with these values.
func (c *compiler) after(keys []orderKey, values []lewu.Cell) string {
	behind := "FALSE"
	for i := len(keys) - 1; i >= 0; i-- {
		k := keys[i]
		if !values[i].Valid {
			behind = fmt.Sprintf("(%s IS NULL AND %s)", k.sql, behind)
			continue
		}
		op := ">"
		if k.desc {
			op = "<"
		}
		v := c.typed(values[i].Text, k.kind)
		if k.never {
			behind = fmt.Sprintf("%s %s %s", k.sql, op, v)
			continue
		}
		behind = fmt.Sprintf("(%[1]s %[2]s %[3]s OR %[1]s IS NULL OR (%[1]s = %[3]s AND %[4]s))", k.sql, op, v, behind)
	}
	return behind
}
