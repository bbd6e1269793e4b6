// Package edition holds what a request to a dataset is about: the dataset with
// one of its versions. It writes the addresses that stay with that version, and
// what pages and programs call it.
package edition

import (
	"maps"
	"net/url"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
)

// An Edition is a dataset with the version a request is about.
type Edition struct {
	Set     catalog.Dataset
	Version catalog.Version
	Asked   bool // by ?versi= or ?pada=, rather than the version in force
	Damaged bool // the version in force cannot be read whole; this is one before

	Batch string // id of the delivery this would be the version of; empty: it is published
}

// Question reads what a request asks of a version's table.
func (e Edition) Question(v url.Values) (lewu.Query, error) {
	if e.Preview() { // the word has said which delivery is meant
		v = maps.Clone(v)
		delete(v, BatchWord)
	}
	if err := Elsewhere(v); err != nil {
		return lewu.Query{}, err
	}
	return table.ParseQuery(v, e.Version.Columns)
}

// BatchWord is the word of an address that asks for a delivery before it is
// published.
const BatchWord = "batch"

// Preview tells whether this is not published: what a delivery would make of the
// dataset.
func (e Edition) Preview() bool { return e.Batch != "" }

// Elsewhere refuses words that mean something in other rooms of the house but
// nothing here, rather than passing over them: ?halaman=9 must not quietly
// answer page 1.
func Elsewhere(v url.Values) error {
	for _, word := range []string{BatchWord, "halaman", "q"} {
		if v.Get(word) != "" {
			return errs.Say(errs.Invalid, "data.word-elsewhere", "word", word)
		}
	}
	return nil
}

// Path is an address of this dataset under a suffix (".csv", "/asal"), with
// parameters. It names the version only where the request did, so that a plain
// page stays plain.
func (e Edition) Path(suffix string, v url.Values) string {
	path := "/data/" + e.Set.Slug + suffix
	if query := e.Pin(v).Encode(); query != "" {
		path += "?" + query
	}
	return path
}

// Pin adds to parameters what keeps them at the version, or the delivery, that
// the request named.
func (e Edition) Pin(v url.Values) url.Values {
	if !e.Asked && !e.Preview() {
		return v
	}
	return e.Pinned(v)
}

// Pinned adds to parameters what keeps them at this version, though a newer one
// should come.
func (e Edition) Pinned(v url.Values) url.Values {
	pinned := url.Values{}
	maps.Copy(pinned, v)
	if e.Preview() {
		pinned.Set(BatchWord, e.Batch)
	} else {
		pinned.Set("versi", strconv.Itoa(e.Version.N))
	}
	return pinned
}

// RowsPath is where rows stand in the table of the page.
func (e Edition) RowsPath(filters []lewu.Filter) string {
	return e.Path("", table.Values(lewu.Query{Filter: filters})) + "#tabel"
}

// Filename is what a download is called on somebody's disk; synthetic data
// says so even there.
func (e Edition) Filename(part, ext string) string {
	name := e.Set.Slug + "-v" + strconv.Itoa(e.Version.N) + part + ext
	if e.Set.Contoh {
		name = "contoh-" + name
	}
	return name
}

// Selection is what of a question chooses rows, columns and order: where a
// reader has come to in the table is no part of a citation.
func Selection(q lewu.Query) lewu.Query {
	q.Limit, q.After = 0, ""
	return q
}

// SelectionQuery is the canonical query of a selection, with its version.
func (e Edition) SelectionQuery(q lewu.Query) string {
	values := table.Values(Selection(q))
	values.Set("versi", strconv.Itoa(e.Version.N))
	return values.Encode()
}
