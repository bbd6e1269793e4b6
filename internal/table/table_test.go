package table

import (
	"context"
	"os"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// engine opens an engine for a test.
func engine(t *testing.T, o Options) *Engine {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	e, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// row makes cells from text; empty text is a missing cell.
func row(cells ...string) []lewu.Cell {
	list := make([]lewu.Cell, len(cells))
	for i, c := range cells {
		list[i] = lewu.Cell{Text: c, Valid: c != ""}
	}
	return list
}

// words are cells as text, missing as empty.
func words(cells []lewu.Cell) string {
	list := make([]string, len(cells))
	for i, c := range cells {
		list[i] = c.Text
	}
	return strings.Join(list, "|")
}

// draft fills a draft with rows from origin asal, numbered from 2 as a sheet
// with one header row has them.
func draft(t *testing.T, e *Engine, columns []lewu.Column, key []string, asal int, rows ...[]lewu.Cell) *Draft {
	t.Helper()
	d, err := e.Create(context.Background(), columns, key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	for i, r := range rows {
		if err := d.Append(asal, int64(i+2), r); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// finish finishes a draft into a source.
func finish(t *testing.T, d *Draft, m Merge) (Source, Written) {
	t.Helper()
	w, err := d.Finish(context.Background(), m, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return Source{Path: w.Path, SHA256: w.Berkas, Columns: w.Columns, Key: d.key, Rows: w.Rows}, w
}

// publish writes rows as a first version.
func publish(t *testing.T, e *Engine, columns []lewu.Column, key []string, rows ...[]lewu.Cell) Source {
	t.Helper()
	src, _ := finish(t, draft(t, e, columns, key, 1, rows...), Merge{})
	return src
}

// harvest are the columns of a small sectoral table.
var harvest = []lewu.Column{
	{Name: "kode", Kind: lewu.Kemendagri},
	{Name: "kabupaten", Kind: lewu.Text},
	{Name: "tahun", Kind: lewu.Year},
	{Name: "produksi", Kind: lewu.Decimal, Digits: 12, Scale: 2, Unit: "ton"},
	{Name: "nilai", Kind: lewu.Money},
	{Name: "petani", Kind: lewu.Integer},
	{Name: "tanggal", Kind: lewu.Date},
	{Name: "sah", Kind: lewu.Boolean},
}

func TestOpenKeepsNeighbour(t *testing.T) {
	dir := t.TempDir()
	first := engine(t, Options{Dir: dir})
	dead := dir + "/proses-1-mati"
	if err := os.MkdirAll(dead+"/tmp", 0o700); err != nil {
		t.Fatal(err)
	}
	second := engine(t, Options{Dir: dir})
	if _, err := os.Stat(first.folder.path); err != nil {
		t.Errorf("folder of a living engine: %v", err)
	}
	if _, err := os.Stat(dead); !os.IsNotExist(err) {
		t.Errorf("folder of a dead engine stayed: %v", err)
	}
	src := publish(t, first, harvest[:1], nil, row("62.01"))
	if _, err := second.Query(context.Background(), src, lewu.Query{}); err != nil {
		t.Errorf("neighbour: %v", err)
	}
}

func TestInstanceIsShut(t *testing.T) {
	e := engine(t, Options{})
	outside := t.TempDir() + "/x.parquet"
	for _, sql := range []string{
		"COPY (SELECT 1 AS a) TO '" + outside + "' (FORMAT parquet)",
		"SELECT * FROM read_csv('/etc/passwd')",
		"ATTACH '" + outside + ".duckdb' AS x",
		"INSTALL httpfs",
		"SET enable_external_access = true",
		"SET memory_limit = '10GB'",
	} {
		if _, err := e.db.Exec(sql); err == nil {
			t.Errorf("%s: allowed", sql)
		}
	}
	var parquet bool
	err := e.db.QueryRow("SELECT loaded FROM duckdb_extensions() WHERE extension_name = 'parquet' AND install_mode = 'STATICALLY_LINKED'").Scan(&parquet)
	if err != nil || !parquet {
		t.Errorf("parquet linked in = %v, %v", parquet, err)
	}
}
