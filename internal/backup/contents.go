package backup

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/lewu-id/lewu/internal/db"
)

// Contents is what a database holds, in sums: two databases with equal
// Contents have equal rows, whatever their engine and the order of their rows.
type Contents struct {
	Versions  map[string]int64 `json:"versions"` // of the migrations, by part
	Tables    []Table          `json:"tables"`   // by name
	Rows      int64            `json:"rows"`
	AuditN    int64            `json:"audit_n"` // the head of the audit trail; 0 where there is none
	AuditHead string           `json:"audit_head"`
}

// A Table is the sum of one table.
type Table struct {
	Name string `json:"name"`
	Rows int64  `json:"rows"`
	Sum  string `json:"sum"` // of the SHA-256 of its rows, in any order
}

// auditTable is where package audit keeps the head of its trail.
const auditTable = "audit_head"

// contentsOf sums up a database as it is at one moment.
func contentsOf(ctx context.Context, d *db.DB, folder string) (Contents, error) {
	path := filepath.Join(folder, "contents")
	if err := d.Snapshot(ctx, path); err != nil {
		return Contents{}, err
	}
	defer os.Remove(path)
	return readContents(ctx, path)
}

// readContents sums up a snapshot, whose lines package db describes.
func readContents(ctx context.Context, path string) (Contents, error) {
	f, err := os.Open(path)
	if err != nil {
		return Contents{}, err
	}
	defer f.Close()
	r := contentsReader{in: bufio.NewReaderSize(f, 256<<10)}
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return Contents{}, err
		}
		line, err := r.in.ReadBytes('\n')
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		var last bool
		if err == nil {
			last, err = r.line(n, line)
		}
		if err != nil {
			return Contents{}, fmt.Errorf("snapshot, line %d: %w", n, err)
		}
		if last {
			return r.Contents, nil
		}
	}
}

type contentsReader struct {
	Contents
	in      *bufio.Reader
	columns []string // of the table that is being read
	sum     sum
}

// line takes in one line; last says that it was the snapshot's end.
func (r *contentsReader) line(n int, text []byte) (last bool, err error) {
	switch {
	case n == 1:
		return false, json.Unmarshal(text, &r.Contents)
	case text[0] == '[':
		if len(r.Tables) == 0 {
			return false, errors.New("a row without a table")
		}
		return false, r.row(text)
	}
	r.closeTable()
	var other struct {
		Table   string   `json:"table"`
		Columns []string `json:"columns"`
		Rows    *int64   `json:"rows"`
	}
	if err := json.Unmarshal(text, &other); err != nil {
		return false, err
	}
	if other.Rows != nil {
		if *other.Rows != r.Rows {
			return false, fmt.Errorf("%d rows were read of %d", r.Rows, *other.Rows)
		}
		return true, nil
	}
	r.columns, r.sum = other.Columns, sum{}
	r.sum.add(text)
	r.Tables = append(r.Tables, Table{Name: other.Table})
	return false, nil
}

func (r *contentsReader) row(text []byte) error {
	t := &r.Tables[len(r.Tables)-1]
	t.Rows++
	r.Rows++
	r.sum.add(text)
	if t.Name != auditTable {
		return nil
	}
	var values []json.RawMessage
	if err := json.Unmarshal(text, &values); err != nil {
		return err
	}
	for i, column := range r.columns {
		var err error
		switch {
		case i >= len(values):
			err = errors.New("a row is too short")
		case column == "n":
			err = json.Unmarshal(values[i], &r.AuditN)
		case column == "hash":
			err = json.Unmarshal(values[i], &r.AuditHead)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *contentsReader) closeTable() {
	if len(r.Tables) > 0 {
		r.Tables[len(r.Tables)-1].Sum = r.sum.String()
	}
}

// differs names the first table or part that is not the same in b.
func (a Contents) differs(b Contents) (name string, differ bool) {
	for i := range max(len(a.Tables), len(b.Tables)) {
		switch {
		case i >= len(a.Tables):
			return b.Tables[i].Name, true
		case i >= len(b.Tables) || a.Tables[i] != b.Tables[i]:
			return a.Tables[i].Name, true
		}
	}
	for _, part := range slices.Sorted(maps.Keys(a.Versions)) {
		if a.Versions[part] != b.Versions[part] {
			return "goose_" + part, true
		}
	}
	return "goose", len(a.Versions) != len(b.Versions)
}

// A sum adds up SHA-256 hashes, so that it does not matter which came first:
// an engine gives rows in any order.
type sum [4]uint64

func (s *sum) add(line []byte) {
	hash := sha256.Sum256(bytes.TrimSuffix(line, []byte("\n")))
	for i := range s {
		s[i] += binary.BigEndian.Uint64(hash[8*i:])
	}
}

func (s sum) String() string {
	var b []byte
	for _, part := range s {
		b = binary.BigEndian.AppendUint64(b, part)
	}
	return hex.EncodeToString(b)
}
