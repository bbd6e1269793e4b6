// Package search finds documents of all rooms by Indonesian words: postings in
// plain SQL, stems and BM25 in Go, so that SQLite and PostgreSQL give the same
// results in the same order.
package search

import (
	"embed"
	"io/fs"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/db"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of the index.
func Migrations() db.Migrations {
	sub, _ := fs.Sub(migrations, "migrations") // fails only on an invalid path
	return db.Migrations{Name: "search", Files: sub}
}

// A Store is the index of the house.
type Store struct{ db *db.DB }

// New makes a Store on a database that Migrations brought up to date.
func New(d *db.DB) *Store { return &Store{db: d} }

// A Hit is a document that was found. Higher scores are better; ties stand in
// the order of kind and id. Words are not kept.
type Hit struct {
	lewu.Doc
	Score float64
}

// Options narrow a search.
type Options struct {
	Kinds  []string // none: all
	Offset int      // of the best hit to give
	Limit  int      // 0: all that match
}

// Found is what a query found.
type Found struct {
	Hits      []Hit
	Total     int            // of all hits, whatever Offset and Limit
	Kinds     map[string]int // hits by kind
	Terms     []string       // what matched, for text.Mark
	Corrected string         // the query with its typing mistakes mended; empty: there were none
	Cut       bool           // the query was too long, and only its beginning was looked for
}
