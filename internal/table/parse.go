package table

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// The words of an address that are not columns. Those of the page stand beside
// a query without being part of it.
const (
	wordSort    = "urut"     // -produksi,tahun
	wordColumns = "kolom"    // a,b
	wordGroup   = "kelompok" // kabupaten,tahun
	wordMeasure = "hitung"   // sum:nilai,count
	wordLimit   = "batas"
	wordAfter   = "setelah"
)

// operators are the filters of an address behind a column's name; none is "in".
const (
	suffixMin     = ".min"
	suffixMax     = ".maks"
	suffixHas     = ".isi"
	suffixNot     = ".bukan"
	suffixMissing = ".kosong" // 1 or 0
)

// Reserved tells whether a name means something else than a column in an
// address, or to DuckDB, so that intake can give such a column another name.
func Reserved(name string) bool {
	switch name {
	case wordSort, wordColumns, wordGroup, wordMeasure, wordLimit, wordAfter,
		"versi", "pada", "batch", "q", "lang", "halaman", rowNumber:
		return true
	}
	return false
}

// ParseQuery reads a query from the parameters of an address, for a table with
// these columns. Empty parameters are ignored, as forms send them. The query is
// in its one form: ParseQuery of its Values is the same query.
func ParseQuery(v url.Values, columns []lewu.Column) (lewu.Query, error) {
	var q lewu.Query
	params := make([]string, 0, len(v))
	for name := range v {
		params = append(params, name)
	}
	slices.Sort(params) // so that the same mistake is named each time
	for _, name := range params {
		values := slices.DeleteFunc(slices.Clone(v[name]), func(s string) bool { return s == "" })
		if len(values) == 0 {
			continue
		}
		if Reserved(name) {
			if err := parseWord(&q, name, values); err != nil {
				return lewu.Query{}, err
			}
			continue
		}
		f, err := parseFilter(name, values, columns)
		if err != nil {
			return lewu.Query{}, err
		}
		q.Filter = append(q.Filter, f)
	}
	asked, err := check(columns, q)
	if err != nil {
		return lewu.Query{}, err
	}
	return asked.Query, nil
}

// parseWord reads a parameter that is no column.
func parseWord(q *lewu.Query, name string, values []string) error {
	switch name {
	case wordSort:
		for _, s := range commas(values) {
			column, desc := strings.CutPrefix(s, "-")
			q.Sort = append(q.Sort, lewu.Sort{Column: column, Desc: desc})
		}
	case wordColumns:
		q.Columns = commas(values)
	case wordGroup:
		q.Group = commas(values)
	case wordMeasure:
		for _, m := range commas(values) {
			function, column, _ := strings.Cut(m, ":")
			q.Measure = append(q.Measure, lewu.Measure{Func: function, Column: column})
		}
	case wordLimit:
		n, err := strconv.Atoi(values[0])
		if err != nil || n < 1 || len(values) > 1 {
			return errs.Say(errs.Invalid, "table.limit", "limit", strings.Join(values, ", "), "most", strconv.Itoa(MaxLimit))
		}
		q.Limit = n
	case wordAfter:
		if len(values) > 1 {
			return errs.Say(errs.Invalid, "table.page-token")
		}
		q.After = values[0]
	}
	return nil
}

// commas splits lists written with commas or as repeated parameters.
func commas(values []string) (list []string) {
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, part)
			}
		}
	}
	return list
}

// parseFilter reads a filter from a parameter: a column's name, and an operator
// behind a dot.
func parseFilter(name string, values []string, columns []lewu.Column) (lewu.Filter, error) {
	f := lewu.Filter{Column: name, Op: lewu.OpIn, Values: values}
	if at := strings.LastIndexByte(name, '.'); at >= 0 {
		switch f.Column = name[:at]; name[at:] {
		case suffixMin:
			f.Op = lewu.OpMin
		case suffixMax:
			f.Op = lewu.OpMax
		case suffixHas:
			f.Op = lewu.OpHas
		case suffixNot:
			f.Op = lewu.OpNot
		case suffixMissing:
			f.Op, f.Values = lewu.OpMissing, nil
			switch {
			case len(values) == 1 && values[0] == "0":
				f.Op = lewu.OpPresent
			case len(values) != 1 || values[0] != "1":
				return f, errs.Say(errs.Invalid, "table.missing-value", "column", f.Column)
			}
		default:
			f.Column = name
		}
	}
	if !slices.Contains(names(columns), f.Column) {
		return f, errs.Say(errs.Invalid, "table.unknown-parameter",
			"name", quoted(name), "nearest", nearest(f.Column, names(columns)))
	}
	return f, nil
}

// Values is a checked query as the parameters of an address. Encode of it is
// the same text for the same query.
func Values(q lewu.Query) url.Values {
	v := url.Values{}
	set := func(name string, list []string) {
		if len(list) > 0 {
			v.Set(name, strings.Join(list, ","))
		}
	}
	for _, f := range q.Filter {
		switch f.Op {
		case lewu.OpIn:
			v[f.Column] = f.Values
		case lewu.OpNot:
			v[f.Column+suffixNot] = f.Values
		case lewu.OpMin:
			v[f.Column+suffixMin] = f.Values
		case lewu.OpMax:
			v[f.Column+suffixMax] = f.Values
		case lewu.OpHas:
			v[f.Column+suffixHas] = f.Values
		case lewu.OpMissing:
			v[f.Column+suffixMissing] = []string{"1"}
		case lewu.OpPresent:
			v[f.Column+suffixMissing] = []string{"0"}
		}
	}
	order := make([]string, len(q.Sort))
	for i, s := range q.Sort {
		if order[i] = s.Column; s.Desc {
			order[i] = "-" + s.Column
		}
	}
	measures := make([]string, len(q.Measure))
	for i, m := range q.Measure {
		if measures[i] = m.Func; m.Column != "" {
			measures[i] += ":" + m.Column
		}
	}
	set(wordSort, order)
	set(wordColumns, q.Columns)
	set(wordGroup, q.Group)
	set(wordMeasure, measures)
	if q.Limit > 0 {
		v.Set(wordLimit, strconv.Itoa(q.Limit))
	}
	if q.After != "" {
		v.Set(wordAfter, q.After)
	}
	return v
}
