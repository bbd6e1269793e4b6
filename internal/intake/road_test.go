package intake_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/intake/delimited"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/table"
)

// A bench is a road with real stores, and what reads from its end.
type bench struct {
	*intake.Road
	read *published.Reader
	now  time.Time
}

func newBench(t *testing.T, d *db.DB) *bench {
	t.Helper()
	for _, m := range []db.Migrations{announce.Migrations(), audit.Migrations(), ref.Migrations(), catalog.Migrations()} {
		if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
			t.Fatal(err)
		}
	}
	blobs, err := blob.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	tables, err := table.Open(table.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tables.Close() })
	b := &bench{now: time.Date(2025, 1, 6, 9, 0, 0, 0, clock.WIB)}
	log := slog.New(slog.DiscardHandler)
	b.Road = intake.New(intake.Options{
		Catalog: catalog.New(d), Ref: ref.New(d, func() time.Time { return b.now }), Blobs: blobs, Tables: tables, Formats: []lewu.Format{delimited.Format()}, Home: "62",
		Temp: t.TempDir(), Clock: func() time.Time { return b.now }, Log: log,
		Enqueue: func(context.Context, *sql.Tx, intake.Walk) error { return nil }, // tests walk by hand
	})
	b.read = &published.Reader{Catalog: b.Catalog, Blobs: blobs, Tables: tables, Road: b.Road, Temp: t.TempDir(), Log: log}
	return b
}

func file(name, body string) intake.Parcel {
	return intake.Parcel{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(body)), nil }}
}

// sari sends, for the agency that produces the data.
var sari = auth.Actor{Kind: auth.Operator, Name: "sari", Office: "Dinas Contoh A"}

// send receives an order and walks it until it rests.
func (b *bench) send(t *testing.T, o intake.Order) catalog.Batch {
	t.Helper()
	got, err := b.Receive(t.Context(), sari, o)
	if err != nil {
		t.Fatalf("Receive(%q): %v", o.Data.Name, err)
	}
	return b.walk(t, got.ID)
}

func (b *bench) walk(t *testing.T, id string) catalog.Batch {
	t.Helper()
	if err := b.Walk(t.Context(), id); err != nil {
		t.Fatalf("Walk: %v", err)
	}
	got, err := b.Catalog.Batch(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// rows reads a whole version as CSV lines, without the header.
func (b *bench) rows(t *testing.T, v catalog.Version) []string {
	t.Helper()
	var out strings.Builder
	if err := b.read.CSV(t.Context(), v, lewu.Query{}, &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	return lines[1:]
}

func (b *bench) current(t *testing.T, slug string) catalog.Version {
	t.Helper()
	set, err := b.Catalog.Dataset(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.Catalog.Version(t.Context(), set.ID, set.Current)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// monthly is a dataset that gets one file a month.
func monthly() *catalog.Dataset {
	return &catalog.Dataset{
		Title: "Harga beras", Agency: "Dinas Contoh A", Topic: "Ekonomi",
		Key: []string{"bulan", "pasar"}, Period: "bulan", Mode: catalog.ReplacePeriod,
	}
}

// month writes one month's file; shift tells a correction from the first file.
func month(year, m, shift int) string {
	var out strings.Builder
	out.WriteString("bulan,pasar,harga\n")
	for i, market := range []string{"Pasar Besar", "Pasar Kahayan", "Pasar Muara Ja'an"} {
		fmt.Fprintf(&out, "%d-%02d,%s,%d\n", year, m, market, 13000+100*m+10*i+shift)
	}
	return out.String()
}

// TestTwelveMonthlyFiles is the life of a three-year dataset: three years
// first, then a file a month, month 5 sent again, and two batches approved at
// the same moment.
func TestTwelveMonthlyFiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		var history strings.Builder
		history.WriteString("bulan,pasar,harga\n")
		want := map[string]string{} // "bulan,pasar" → "harga" now
		names := map[string]string{}
		learn := func(body, name string) {
			for _, line := range strings.Split(strings.TrimSpace(body), "\n")[1:] {
				i := strings.LastIndexByte(line, ',')
				want[line[:i]], names[line[:i]] = line[i+1:], name
			}
		}
		for year := 2022; year <= 2024; year++ {
			for m := 1; m <= 12; m++ {
				body := month(year, m, 0)
				history.WriteString(body[strings.IndexByte(body, '\n')+1:])
			}
		}
		byDay := map[string]int{} // day → rows in force
		publish := func(o intake.Order) catalog.Batch {
			t.Helper()
			o.Solo = "uji"
			got := b.send(t, o)
			if got.State != catalog.Published {
				findings, _ := b.Catalog.Findings(t.Context(), got.ID)
				t.Fatalf("%s: state %s, %v %v", o.Data.Name, got.State, got.Failure, findings)
			}
			return got
		}
		learn(history.String(), "2022-2024.csv")
		publish(intake.Order{New: monthly(), Data: file("2022-2024.csv", history.String())})
		byDay[clock.Day(b.now)] = len(want)
		for m := 1; m <= 10; m++ {
			b.now = b.now.AddDate(0, 0, 7)
			body, name := month(2025, m, 0), fmt.Sprintf("2025-%02d.csv", m)
			learn(body, name)
			got := publish(intake.Order{Slug: "harga-beras", Data: file(name, body)})
			if got.Prepared.Added != 3 || got.Prepared.Changed != 0 || got.Prepared.Removed != 0 {
				t.Errorf("%s: +%d ~%d −%d, want +3 ~0 −0", name, got.Prepared.Added, got.Prepared.Changed, got.Prepared.Removed)
			}
			byDay[clock.Day(b.now)] = len(want)
		}
		b.now = b.now.AddDate(0, 0, 7)
		learn(month(2025, 5, 7), "2025-05-ralat.csv")
		got := publish(intake.Order{Slug: "harga-beras", Data: file("2025-05-ralat.csv", month(2025, 5, 7))})
		if got.Prepared.Added != 0 || got.Prepared.Changed != 3 || got.Prepared.Removed != 0 {
			t.Errorf("month 5 again: +%d ~%d −%d, want +0 ~3 −0", got.Prepared.Added, got.Prepared.Changed, got.Prepared.Removed)
		}
		byDay[clock.Day(b.now)] = len(want)

		// Months 11 and 12 are read on the same base and approved at once.
		b.now = b.now.AddDate(0, 0, 7)
		var ids []string
		for m := 11; m <= 12; m++ {
			body, name := month(2025, m, 0), fmt.Sprintf("2025-%02d.csv", m)
			learn(body, name)
			draft := b.send(t, intake.Order{Slug: "harga-beras", Data: file(name, body)})
			if draft.State != catalog.Draft {
				t.Fatalf("%s: state %s, want draf", name, draft.State)
			}
			if _, err := b.PublishAlone(t.Context(), sari, draft.ID, "uji"); err != nil {
				t.Fatal(err)
			}
			ids = append(ids, draft.ID)
		}
		var both sync.WaitGroup
		for _, id := range ids {
			both.Go(func() {
				if err := b.Walk(context.Background(), id); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		byDay[clock.Day(b.now)] = len(want)

		v := b.current(t, "harga-beras")
		if v.N != 14 {
			t.Errorf("version %d in force, want 14", v.N)
		}
		lines := b.rows(t, v)
		if len(lines) != len(want) {
			t.Errorf("%d rows, want %d", len(lines), len(want))
		}
		for _, line := range lines {
			i := strings.LastIndexByte(line, ',')
			if want[line[:i]] != line[i+1:] {
				t.Errorf("row %q, want %s", line, want[line[:i]])
			}
		}
		checkOrigins(t, b, v, names)
		checkDays(t, b, byDay)
	})
}

// checkOrigins asks each row for the file it came from.
func checkOrigins(t *testing.T, b *bench, v catalog.Version, names map[string]string) {
	t.Helper()
	set, _ := b.Catalog.Dataset(t.Context(), "harga-beras")
	rows, err := b.read.Query(t.Context(), v, lewu.Query{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows.Rows {
		origin, ok := v.Origin(rows.Origin[i].Asal)
		if want := names[row[0].Text+","+row[1].Text]; !ok || origin.Name != want {
			t.Errorf("%s %s comes from %q, want %q", row[0].Text, row[1].Text, origin.Name, want)
		}
		proof, err := b.read.Cell(t.Context(), set, v, rows.Origin[i], "harga")
		if err != nil || proof.Verdict != published.Match || proof.Rows[0].Words != row[2].Text {
			t.Fatalf("proof of %v: %+v, %v", row, proof, err)
		}
	}
}

// checkDays asks for every day from before the first version to after the last.
func checkDays(t *testing.T, b *bench, byDay map[string]int) {
	t.Helper()
	set, _ := b.Catalog.Dataset(t.Context(), "harga-beras")
	rows, seen := 0, 0
	for day := time.Date(2025, 1, 5, 0, 0, 0, 0, clock.WIB); !day.After(b.now.AddDate(0, 0, 1)); day = day.AddDate(0, 0, 1) {
		if n, ok := byDay[clock.Day(day)]; ok {
			rows = n
		}
		v, err := b.Catalog.At(t.Context(), set.ID, day)
		switch {
		case rows == 0 && err == nil:
			t.Errorf("%s: version %d before the first", clock.Day(day), v.N)
		case rows > 0 && (err != nil || int(v.Rows) != rows):
			t.Errorf("%s: %d rows, %v, want %d", clock.Day(day), v.Rows, err, rows)
		case rows > 0:
			seen++
		}
	}
	if seen < 80 {
		t.Errorf("only %d days were asked", seen)
	}
}
