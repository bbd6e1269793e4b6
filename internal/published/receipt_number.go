package published

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
)

// MaxReceipt is how long a canonical receipt may be, in bytes: a question with
// many hundred values is for a download, not for a figure.
const MaxReceipt = 4096

// canonical is what the number of a receipt is taken of. Names and order are
// part of the format and must never change: /a/{id} is for ever.
type canonical struct {
	Dataset string            `json:"dataset"`
	Version int               `json:"version"`
	SHA256  string            `json:"sha256"`
	Asal    int               `json:"asal,omitempty"`
	Row     int64             `json:"row,omitempty"`
	Column  string            `json:"column,omitempty"`
	Func    string            `json:"func,omitempty"`
	Filter  []canonicalFilter `json:"filter,omitempty"`
	Rows    int64             `json:"rows"`
	Result  string            `json:"result"`
}

type canonicalFilter struct {
	Column string   `json:"column"`
	Op     string   `json:"op"`
	Values []string `json:"values,omitempty"`
}

// Canonical is the one text of a receipt: of a cell, or of a single measure in
// the form that ParseQuery gives. Order, paging and columns of the question do
// not change a figure and are not in it.
func Canonical(r lewu.Receipt) (_ []byte, err error) {
	c := canonical{Dataset: r.Dataset, Version: r.Version, SHA256: r.SHA256, Rows: r.Rows, Result: r.Result}
	switch q := r.Query; {
	case r.Row > 0 && len(q.Columns) == 1 && len(q.Filter)+len(q.Measure)+len(q.Group) == 0:
		c.Asal, c.Row, c.Column = r.Asal, r.Row, q.Columns[0]
	case r.Row == 0 && len(q.Measure) == 1 && len(q.Group) == 0:
		c.Func, c.Column = q.Measure[0].Func, q.Measure[0].Column
		for _, f := range q.Filter {
			c.Filter = append(c.Filter, canonicalFilter(f))
		}
	default:
		return nil, errs.Say(errs.Invalid, "published.one-measure")
	}
	text, err := json.Marshal(c)
	if err == nil && len(text) > MaxReceipt {
		err = errs.Say(errs.Invalid, "published.receipt-long")
	}
	return text, err
}

// Number is the number of a receipt: SHA-256 of its canonical text in base32,
// lower case, 52 characters. Addresses carry the beginning of it.
func Number(r lewu.Receipt) (string, error) {
	text, err := Canonical(r)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:])), nil
}

// The words of an address that ask for a receipt, beside those of a query.
const (
	wordAsal    = "asal"
	wordRow     = "baris"
	wordCell    = "sel"
	wordMeasure = "hitung"
	wordResult  = "hasil"
)

// Address is what an address asks to have a receipt of v opened:
// "/data/{slug}/asal?" and "/kutip/{slug}?" both take it.
func Address(v catalog.Version, r lewu.Receipt) url.Values {
	if r.Row > 0 {
		return url.Values{
			"versi": {strconv.Itoa(r.Version)}, wordAsal: {strconv.Itoa(r.Asal)},
			wordRow: {strconv.FormatInt(r.Row, 10)}, wordCell: r.Query.Columns,
		}
	}
	values := table.Values(lewu.Query{Filter: r.Query.Filter, Measure: r.Query.Measure})
	values.Set("versi", strconv.Itoa(r.Version))
	if _, taken := v.Column(wordResult); !taken && r.Result != "" {
		values.Set(wordResult, r.Result)
	}
	return values
}

// Asked reads what Address wrote: the receipt of one cell or one aggregate,
// with the value that was quoted. Without either it is the number of all rows.
func Asked(set catalog.Dataset, v catalog.Version, values url.Values) (r lewu.Receipt, err error) {
	r = lewu.Receipt{Dataset: set.Slug, Version: v.N, SHA256: v.Isi}
	if values.Get(wordMeasure) == "" && (values.Has(wordCell) || values.Has(wordRow)) {
		return askedCell(r, values)
	}
	q := url.Values{}
	for name, list := range values {
		q[name] = list
	}
	if _, taken := v.Column(wordResult); !taken {
		r.Result = values.Get(wordResult)
		q.Del(wordResult)
	}
	if q.Get(wordMeasure) == "" {
		q.Set(wordMeasure, "count")
	}
	whole, err := table.ParseQuery(q, v.Columns)
	r.Query = lewu.Query{Filter: whole.Filter, Measure: whole.Measure}
	if err == nil && (len(whole.Measure) != 1 || len(whole.Group) > 0) {
		err = errs.Say(errs.Invalid, "published.one-measure")
	}
	return r, err
}

func askedCell(r lewu.Receipt, values url.Values) (lewu.Receipt, error) {
	var err error
	if r.Asal, err = strconv.Atoi(values.Get(wordAsal)); err != nil {
		return r, errs.Say(errs.Invalid, "published.origin-bad", "value", values.Get(wordAsal))
	}
	if r.Row, err = strconv.ParseInt(values.Get(wordRow), 10, 64); err != nil || r.Row < 1 {
		return r, errs.Say(errs.Invalid, "published.origin-bad", "value", values.Get(wordRow))
	}
	r.Query = lewu.Query{Columns: []string{values.Get(wordCell)}}
	return r, nil
}
