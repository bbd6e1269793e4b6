package quote

import (
	"context"
	"database/sql"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/published"
)

// rice is a figure as the page of the demo quotes it.
func rice(t *testing.T, result string) quoted {
	t.Helper()
	q := quoted{
		Receipt: lewu.Receipt{Dataset: "produksi-padi", Version: 3, SHA256: "9f86d081", Rows: 28, Result: result, Query: lewu.Query{
			Filter: []lewu.Filter{{Column: "tahun", Op: lewu.OpIn, Values: []string{"2024"}}}, Measure: []lewu.Measure{{Func: "sum", Column: "produksi"}},
		}},
		Label: "Jumlah produksi, tahun 2024", LabelEN: "Total of production, year 2024", Kind: lewu.Decimal, Unit: "ton", AsOf: "2024",
		Title: "Produksi padi “Muara Ja'an”", TitleEN: "Rice", Agency: "Dinas Contoh A", Office: "walidata", Source: "Dinas Contoh A",
		Contoh: true, Solo: true, PublishedAt: time.UnixMilli(1760000000000).UTC(), QuotedAt: time.UnixMilli(1763957400000).UTC(),
	}
	var err error
	if q.Number, err = published.Number(q.Receipt); err != nil {
		t.Fatal(err)
	}
	return q
}

func openStore(t *testing.T, d *db.DB) *store {
	t.Helper()
	tables, err := fs.Sub(files, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Migrate(t.Context(), "quote", tables); err != nil {
		t.Fatal(err)
	}
	return &store{d}
}

func (s *store) rows(t *testing.T) (n int) {
	t.Helper()
	if err := s.db.QueryRowContext(t.Context(), `SELECT count(*) FROM quote_figure`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func mustKeep(t *testing.T, s *store, q quoted) string {
	t.Helper()
	id, err := s.Keep(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// A figure has one address however often it is quoted, and comes back as it was
// quoted first.
func TestKeep(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openStore(t, d)
		first := rice(t, "331987.01")
		id := mustKeep(t, s, first)
		if id != first.Number[:16] {
			t.Errorf("id %s, want the first 16 letters of %s", id, first.Number)
		}
		again := first
		again.Label, again.QuotedAt = "Nama baru", first.QuotedAt.AddDate(1, 0, 0)
		if other := mustKeep(t, s, again); other != id || s.rows(t) != 1 {
			t.Errorf("quoted again: %s with %d rows, want %s with 1", other, s.rows(t), id)
		}
		first.ID = id
		for name, find := range map[string]func() (quoted, error){
			"Find":  func() (quoted, error) { return s.Find(t.Context(), id) },
			"Known": func() (quoted, error) { return s.Known(t.Context(), first.Number) },
		} {
			got, err := find()
			got.PublishedAt, got.QuotedAt = got.PublishedAt.UTC(), got.QuotedAt.UTC()
			if err != nil || !reflect.DeepEqual(got, first) {
				t.Errorf("%s = %+v, %v, want %+v", name, got, err, first)
			}
		}
		if _, err := s.Find(t.Context(), strings.Repeat("a", 16)); !errs.Is(err, errs.NotFound) {
			t.Errorf("Find of nothing: %v, want NotFound", err)
		}
	})
}

// Two receipts whose numbers begin alike have two addresses, and each leads to
// its own figure.
func TestKeepAlike(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openStore(t, d)
		beginning := strings.Repeat("b", 16)
		var ids []string
		for _, rest := range []string{"cccc", "dddd", "ccce"} {
			q := rice(t, rest)
			q.Number = beginning + rest + strings.Repeat("e", 32)
			ids = append(ids, mustKeep(t, s, q))
		}
		if want := []string{beginning, beginning + "dddd", beginning + "ccce"}; !reflect.DeepEqual(ids, want) {
			t.Fatalf("ids %v, want %v", ids, want)
		}
		for i, result := range []string{"cccc", "dddd", "ccce"} {
			if q, err := s.Find(t.Context(), ids[i]); err != nil || q.Receipt.Result != result {
				t.Errorf("%s is the figure %s, %v, want %s", ids[i], q.Receipt.Result, err, result)
			}
		}
	})
}

// More than so many new figures in an hour are refused, an old one never is.
func TestKeepBounded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := openStore(t, d)
		old := rice(t, "0")
		id := mustKeep(t, s, old)
		err := d.Write(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), `INSERT INTO quote_figure (`+columns+`, dataset, version)
				WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 999)
				SELECT 'x' || n, 'y' || n, receipt, label, label_en, kind, unit, as_of, title, title_en, agency, office, source, contoh, solo,
					published_at, quoted_at, dataset, version FROM c, quote_figure WHERE id = $1`, id)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		more := rice(t, "1")
		more.QuotedAt = old.QuotedAt.Add(59 * time.Minute)
		if _, err := s.Keep(t.Context(), more); !errs.Is(err, errs.Busy) {
			t.Errorf("figure 1,001 of an hour: %v, want Busy", err)
		}
		again := old
		again.QuotedAt = more.QuotedAt
		if got := mustKeep(t, s, again); got != id {
			t.Errorf("an old figure is %s, want %s", got, id)
		}
		more.QuotedAt = old.QuotedAt.Add(61 * time.Minute)
		mustKeep(t, s, more)
	})
}
