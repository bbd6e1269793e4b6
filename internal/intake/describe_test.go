package intake_test

import (
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
)

func TestADatasetIsDescribedAnew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		b.send(t, intake.Order{New: monthly(), Data: file("2025-01.csv", month(2025, 1, 0)), Solo: "uji"})

		got, err := b.Describe(t.Context(), sari, "harga-beras", nil, func(d *catalog.Dataset) {
			d.Title, d.Frequency, d.Due, d.Period = "Harga  beras di pasar", catalog.Monthly, "2025-03-05", "pasar"
			d.Statistic, d.Access = "", ""
			d.Meanings = map[string]catalog.Meaning{"harga": {Unit: "rupiah/kg", Aggregate: catalog.Mean}}
		})
		if err != nil || got.Title != "Harga beras di pasar" {
			t.Fatalf("Describe = %q, %v", got.Title, err)
		}
		have, err := b.Catalog.Dataset(t.Context(), "harga-beras")
		if err != nil {
			t.Fatal(err)
		}
		if have.SortKey != "harga beras di pasar" || have.Due != "2025-03-05" || have.Meanings["harga"].Unit != "rupiah/kg" {
			t.Errorf("stored %q, due %q, %+v", have.SortKey, have.Due, have.Meanings)
		}
		if have.Statistic != catalog.Sectoral || have.Access != catalog.Regular {
			t.Errorf("statistic %q, access %q: want the usual ones where nothing is said", have.Statistic, have.Access)
		}
		if have.Period != "bulan" || have.Current != 1 {
			t.Errorf("period %q, version %d: want both as they were, bulan and 1", have.Period, have.Current)
		}
		var lines int
		err = d.QueryRowContext(t.Context(), `SELECT count(*) FROM audit WHERE action = 'intake.describe' AND object = 'dataset/harga-beras'`).Scan(&lines)
		if err != nil || lines != 1 {
			t.Errorf("%d audit lines, %v, want 1", lines, err)
		}
	})
}

func TestWhatCannotBeSaidOfADataset(t *testing.T) {
	b := newBench(t, dbtest.Open(t, dbtest.SQLite(t)))
	b.send(t, intake.Order{New: monthly(), Data: file("2025-01.csv", month(2025, 1, 0)), Solo: "uji"})
	for _, test := range []struct {
		change func(d *catalog.Dataset)
		key    string
		word   string
	}{
		{func(d *catalog.Dataset) { d.Frequency = "tahuan" }, "catalog.frequency-unknown", "tahunan"},
		{func(d *catalog.Dataset) { d.Due = "10-12-2026" }, "catalog.due-bad", "10-12-2026"},
		{func(d *catalog.Dataset) { d.Due = "2026-02-30" }, "catalog.due-bad", "2026-02-30"},
		{func(d *catalog.Dataset) { d.Due = "0001-01-01" }, "catalog.due-bad", "0001"},
		{func(d *catalog.Dataset) { d.Statistic = "khusus" }, "catalog.statistic-unknown", "sektoral"},
		{func(d *catalog.Dataset) { d.Access = "rahasia" }, "catalog.access-unknown", "serta-merta"},
		{func(d *catalog.Dataset) { d.Title = " \n " }, "intake.title-missing", ""},
		{func(d *catalog.Dataset) { d.Agency = "" }, "intake.agency-missing", ""},
		{func(d *catalog.Dataset) { d.Meanings = map[string]catalog.Meaning{"hrga": {Unit: "kg"}} }, "intake.meaning-unknown", "bulan, pasar, harga"},
		{func(d *catalog.Dataset) {
			d.Meanings = map[string]catalog.Meaning{"harga": {Aggregate: "kali"}}
		}, "catalog.aggregate-unknown", "rata-rata"},
	} {
		_, err := b.Describe(t.Context(), sari, "harga-beras", nil, test.change)
		m, ok := errs.Public(err)
		if !ok || m.Key != test.key || !strings.Contains(m.Args["value"]+m.Args["choices"]+m.Args["columns"], test.word) {
			t.Errorf("%v %v, want %s with %q", m, err, test.key, test.word)
		}
	}
	nothing := func(*catalog.Dataset) {}
	if _, err := b.Describe(t.Context(), sari, "harga-jagung", nil, nothing); !errs.Is(err, errs.NotFound) {
		t.Errorf("an unknown dataset: %v, want NotFound", err)
	}
	if _, err := b.Describe(t.Context(), auth.Anybody(), "harga-beras", nil, nothing); !errs.Is(err, errs.SignIn) {
		t.Errorf("anybody: %v, want SignIn", err)
	}
	_, err := b.Describe(t.Context(), sari, "harga-beras", []lewu.Column{{Name: "mutu"}}, func(d *catalog.Dataset) {
		d.Meanings = map[string]catalog.Meaning{"mutu": {Label: "Mutu"}}
	})
	if err != nil {
		t.Errorf("a column of a file still on the road: %v", err)
	}
}

// TestAMeaningWithoutItsColumn: a new dataset is described before anybody read
// its file, so the machine tells later.
func TestAMeaningWithoutItsColumn(t *testing.T) {
	b := newBench(t, dbtest.Open(t, dbtest.SQLite(t)))
	set := monthly()
	set.Meanings = map[string]catalog.Meaning{"harga": {Unit: "rupiah"}, "harga_beras": {Unit: "rupiah"}}
	got := b.send(t, intake.Order{New: set, Data: file("2025-01.csv", month(2025, 1, 0)), Solo: "uji"})
	findings, err := b.Catalog.Findings(t.Context(), got.ID)
	if err != nil || got.State != catalog.Published {
		t.Fatalf("state %s, %v", got.State, err)
	}
	var told []string
	for _, f := range findings {
		if f.Message.Key == "intake.meaning-unknown" {
			told = append(told, string(f.Severity)+" "+f.Column)
		}
	}
	if len(told) != 1 || told[0] != "perhatian harga_beras" {
		t.Errorf("told %q, want one perhatian of harga_beras", told)
	}
}
