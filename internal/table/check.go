package table

import (
	"cmp"
	"slices"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// Limits of a question.
const (
	DefaultLimit = 100
	MaxLimit     = 10_000
	maxValues    = 1000 // of one filter
)

// A measure is one aggregate with the column it is over and the one it makes.
type measure struct {
	lewu.Measure
	over lewu.Column
	out  lewu.Column
}

// A question is a Query that was checked against a table.
type question struct {
	lewu.Query
	columns  []lewu.Column // all of the table
	shown    []lewu.Column // of an answer in rows
	group    []lewu.Column
	measures []measure
}

// grouped tells whether the answer is groups, not rows.
func (q question) grouped() bool { return len(q.measures) > 0 }

// result are the columns of the answer.
func (q question) result() []lewu.Column {
	if !q.grouped() {
		return q.shown
	}
	list := slices.Clone(q.group)
	for _, m := range q.measures {
		list = append(list, m.out)
	}
	return list
}

// check puts a query into its one form and checks it against the columns of a
// table. Groups without a measure are counted.
func check(columns []lewu.Column, q lewu.Query) (question, error) {
	out := question{Query: q, columns: columns}
	if len(q.Group) > 0 && len(q.Measure) == 0 {
		out.Measure = []lewu.Measure{{Func: "count"}}
	}
	for _, step := range []func() error{
		out.checkColumns, out.checkFilters, out.checkGroups, out.checkSort, out.checkLimit,
	} {
		if err := step(); err != nil {
			return question{}, err
		}
	}
	return out, nil
}

// find is the column of a name.
func (q *question) find(name string) (lewu.Column, error) { return findColumn(q.columns, name) }

// findColumn is the column of a name, or an error that suggests another.
func findColumn(columns []lewu.Column, name string) (lewu.Column, error) {
	for _, c := range columns {
		if c.Name == name {
			return c, nil
		}
	}
	return lewu.Column{}, errs.Say(errs.Invalid, "table.unknown-column", "column", quoted(name), "nearest", nearest(name, names(columns)))
}

func (q *question) checkColumns() error {
	q.shown = q.columns
	if len(q.Columns) == 0 {
		q.Columns = nil
		return nil
	}
	if len(q.Measure) > 0 {
		return errs.Say(errs.Invalid, "table.columns-and-measures")
	}
	q.Columns, q.shown = distinct(q.Columns), nil
	for _, name := range q.Columns {
		c, err := q.find(name)
		if err != nil {
			return err
		}
		q.shown = append(q.shown, c)
	}
	return nil
}

func (q *question) checkFilters() error {
	filters := make([]lewu.Filter, 0, len(q.Filter))
	for _, f := range q.Filter {
		c, err := q.find(f.Column)
		if err != nil {
			return err
		}
		if f, err = checkFilter(c, f); err != nil {
			return err
		}
		filters = append(filters, f)
	}
	slices.SortFunc(filters, func(a, b lewu.Filter) int {
		return cmp.Or(cmp.Compare(a.Column, b.Column), cmp.Compare(a.Op, b.Op))
	})
	for i := 1; i < len(filters); i++ {
		// Missing and present are the two answers to one question.
		a, b := filters[i-1], filters[i]
		if a.Column == b.Column && (a.Op == b.Op || a.Op == lewu.OpMissing && b.Op == lewu.OpPresent) {
			return errs.Say(errs.Invalid, "table.filter-twice", "column", filters[i].Column)
		}
	}
	if q.Filter = filters; len(filters) == 0 {
		q.Filter = nil
	}
	return nil
}

// checkFilter puts one filter into its one form.
func checkFilter(c lewu.Column, f lewu.Filter) (lewu.Filter, error) {
	wrong := errs.Say(errs.Invalid, "table.bad-operator", "column", c.Name, "operator", quoted(f.Op))
	most := maxValues
	switch f.Op {
	case lewu.OpIn, lewu.OpNot:
	case lewu.OpMin, lewu.OpMax:
		if most = 1; c.Kind == lewu.Boolean {
			return f, wrong
		}
	case lewu.OpHas:
		if !textual(c.Kind) {
			return f, wrong
		}
	case lewu.OpMissing, lewu.OpPresent:
		f.Values = nil
		return f, nil
	default:
		return f, wrong
	}
	if len(f.Values) == 0 || len(f.Values) > most {
		return f, errs.Say(errs.Invalid, "table.value-count", "column", c.Name, "count", strconv.Itoa(len(f.Values)), "most", strconv.Itoa(most))
	}
	values := make([]string, len(f.Values))
	for i, v := range f.Values {
		var err error
		if values[i], err = canonical(c, v); err != nil {
			return f, err
		}
	}
	slices.Sort(values)
	f.Values = slices.Compact(values)
	return f, nil
}

func (q *question) checkGroups() error {
	if len(q.Group) == 0 {
		q.Group = nil
	}
	q.Group = distinct(q.Group)
	taken := map[string]bool{}
	for _, name := range q.Group {
		c, err := q.find(name)
		if err != nil {
			return err
		}
		q.group = append(q.group, c)
		taken[name] = true
	}
	if len(q.Measure) == 0 {
		q.Measure = nil
	}
	q.Measure = distinct(q.Measure)
	for _, m := range q.Measure {
		one, err := q.measure(m)
		if err != nil {
			return err
		}
		for taken[one.out.Name] {
			one.out.Name += "_"
		}
		taken[one.out.Name] = true
		q.measures = append(q.measures, one)
	}
	return nil
}

// measure checks one aggregate and names its column: "sum_nilai", "count". The
// sum of integers may be longer than 64 bits.
func (q *question) measure(m lewu.Measure) (measure, error) {
	wrong := errs.Say(errs.Invalid, "table.bad-measure", "measure", quoted(m.Func), "column", quoted(m.Column))
	one := measure{Measure: m}
	if m.Column != "" {
		var err error
		if one.over, err = q.find(m.Column); err != nil {
			return one, err
		}
	}
	_, scale, numeric := digits(one.over)
	switch m.Func {
	case "count":
		one.out = lewu.Column{Kind: lewu.Integer}
	case "sum":
		one.out = lewu.Column{Kind: one.over.Kind, Unit: one.over.Unit, Scale: scale}
		if one.over.Kind == lewu.Decimal {
			one.out.Digits = 38
		}
		if !numeric {
			return one, wrong
		}
	case "avg":
		one.out = lewu.Column{Kind: lewu.Decimal, Unit: one.over.Unit, Digits: 38, Scale: averageScale(scale)}
		if !numeric {
			return one, wrong
		}
	case "min", "max":
		one.out = one.over
		if m.Column == "" {
			return one, wrong
		}
	default:
		return one, wrong
	}
	one.out.Name = m.Func
	if m.Column != "" {
		one.out.Name = m.Func + "_" + m.Column
	}
	return one, nil
}

func (q *question) checkSort() error {
	sorted := make([]lewu.Sort, 0, len(q.Sort))
	for _, s := range q.Sort {
		if slices.ContainsFunc(sorted, func(o lewu.Sort) bool { return o.Column == s.Column }) {
			continue // decided already
		}
		among := q.columns
		if q.grouped() {
			among = q.result()
		}
		if _, err := findColumn(among, s.Column); err != nil {
			return err
		}
		sorted = append(sorted, s)
	}
	if q.Sort = sorted; len(sorted) == 0 {
		q.Sort = nil
	}
	return nil
}

func (q *question) checkLimit() error {
	if q.Limit < 0 || q.Limit > MaxLimit {
		return errs.Say(errs.Invalid, "table.limit", "limit", strconv.Itoa(q.Limit), "most", strconv.Itoa(MaxLimit))
	}
	if q.Limit == DefaultLimit {
		q.Limit = 0
	}
	return nil
}

// limit is how many rows of the answer are given at a time.
func (q question) limit() int {
	if q.Limit == 0 {
		return DefaultLimit
	}
	return q.Limit
}

// distinct drops what came before.
func distinct[T comparable](list []T) []T {
	var out []T
	for _, v := range list {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
