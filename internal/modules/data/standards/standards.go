// Package standards says what the catalogue holds in the words that other
// portals and tools read: DCAT-AP 2.1 (Turtle and JSON-LD), Frictionless Data
// Package, schema.org and Lewu's own .meta.json with the metadata of BPS
// regulation 5/2020. It is pure: what it writes depends on what it is given
// alone, and the same gives the same bytes.
package standards

import (
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
)

// A Work is one dataset with its version in force.
type Work struct {
	Set     catalog.Dataset
	Version catalog.Version
	URL     string           // of the house: "https://lewu.example"
	Sizes   map[string]int64 // of downloads that are known, in bytes, by ending: ".csv"
}

// A House is who publishes the catalogue.
type House struct {
	URL, Title, Description, Province string
	Changed                           time.Time // when its newest version came
}

// page is the address of the dataset.
func (w Work) page() string { return w.URL + "/data/" + w.Set.Slug }

// file is the address of a download of this very version: it gives the same
// rows for ever.
func (w Work) file(ending string) string {
	return w.page() + ending + "?versi=" + strconv.Itoa(w.Version.N)
}

// columns are the columns with the labels and units of their meanings.
func (w Work) columns(english bool) []lewu.Column {
	list := make([]lewu.Column, len(w.Version.Columns))
	for i, c := range w.Version.Columns {
		list[i] = w.Set.Named(c, english)
	}
	return list
}

// issued is the day of a version, in WIB.
func (w Work) issued() string { return clock.Day(w.Version.PublishedAt) }

// keywords are what the dataset is found by, with the mark of synthetic ones.
func (w Work) keywords() []string {
	list := append([]string{w.Set.Topic}, w.Set.Keywords...)
	if w.Set.Contoh {
		list = append(list, "contoh")
	}
	return list
}

// A licence is a well-known one, or a name only.
type licence struct{ name, title, url string }

// licenceOf finds the address of a licence by its name.
func licenceOf(name string) licence {
	switch strings.ToUpper(strings.TrimSpace(name)) {
	case "CC BY 4.0", "CC-BY-4.0":
		return licence{"CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"}
	case "CC0", "CC0 1.0", "CC0-1.0", "FAKTA PUBLIK": // facts that nobody owns
		return licence{"CC0-1.0", name, "https://creativecommons.org/publicdomain/zero/1.0/"}
	}
	return licence{name: "other-open", title: name}
}

// An ending of a download, and its media type.
type ending struct{ ext, name, media string }

// endings are the downloads of every dataset.
func endings() []ending {
	return []ending{
		{".csv", "CSV", "text/csv"},
		{".xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{".json", "JSON", "application/json"},
		{".parquet", "Parquet", "application/vnd.apache.parquet"},
	}
}

// size is the size of a download in bytes; 0 where it is not known.
func (w Work) size(ext string) int64 {
	switch ext {
	case ".csv":
		return w.Version.IsiSize
	case ".parquet":
		return w.Version.BerkasSize
	}
	return w.Sizes[ext]
}

// hash is the SHA-256 of a download; empty where it is not known.
func (w Work) hash(ext string) string {
	switch ext {
	case ".csv":
		return w.Version.Isi
	case ".parquet":
		return w.Version.Berkas
	}
	return ""
}
