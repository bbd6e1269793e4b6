// Package catalog knows every dataset of the house: its versions, columns,
// batches, findings, recipes and the files they came from. Rooms put pages on
// it; only the road (intake) writes to it.
package catalog

import (
	"embed"
	"encoding/json"
	"io/fs"

	"github.com/lewu-id/lewu/internal/db"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Messages are the sentences of the catalogue.
//
//go:embed messages/*.json
var Messages embed.FS

// A Store reads and writes the catalogue.
type Store struct{ db *db.DB }

// New makes a Store on a database that Migrations brought up to date.
func New(d *db.DB) *Store { return &Store{db: d} }

// DB is the database beneath, for callers that write in one transaction with it.
func (s *Store) DB() *db.DB { return s.db }

// Migrations are the tables of the catalogue.
func Migrations() db.Migrations {
	sub, _ := fs.Sub(migrations, "migrations") // fails only on an invalid path
	return db.Migrations{Name: "catalog", Files: sub}
}

// text is a value as the JSON that stands in a text column.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// from reads what text wrote; an empty column leaves v as it is.
func from(s string, v any) error {
	if s == "" {
		return nil
	}
	return json.Unmarshal([]byte(s), v)
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
