package roster

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
)

// A hall is a house with what the roster needs, and nobody in it.
type hall struct {
	*testing.T
	*Roster
	ctx context.Context
}

// each runs a test on both databases.
func each(t *testing.T, test func(h hall)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, m := range []db.Migrations{announce.Migrations(), audit.Migrations(), ref.Migrations(), auth.Migrations()} {
			must(t, d.Migrate(t.Context(), m.Name, m.Files))
		}
		now := clock.At(time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC))
		store := ref.New(d, now)
		accounts := auth.Open(auth.Options{DB: d, Ref: store, Clock: now, URL: "https://lewu.example"})
		test(hall{t, &Roster{DB: d, Ref: store, Accounts: accounts, Clock: now}, auth.With(t.Context(), auth.CommandLine("sari"))})
	})
}

func (h hall) read(fill func(f *excelize.File)) Plan {
	h.Helper()
	file := workbook(h.T, fill)
	p, err := h.Read(h.ctx, file, file.Size())
	must(h.T, err)
	return p
}

func (h hall) apply(fill func(f *excelize.File)) Done {
	h.Helper()
	d, err := h.Apply(h.ctx, h.read(fill), nil)
	must(h.T, err)
	return d
}

// start is the start of a small province.
func start(t *testing.T) func(f *excelize.File) {
	return func(f *excelize.File) {
		agency := func(at string, cells ...any) {
			t.Helper()
			put(t, f, SheetAgencies, at, append([]any{""}, cells...)...)
		}
		agency("A3", "Dinas Komunikasi dan Informatika", "", "Diskominfo", "", "2.16.0.00.0.00.01.0000", "2008-01-01", "", "Perda 5 Tahun 2008", "2007-12-20")
		agency("A4", "Dinas Komunikasi, Informatika, Persandian dan Statistik", "Dinas Komunikasi dan Informatika", "Diskominfosantik", "", "2.16.2.20.2.21.01.0000", "2 Januari 2020", "", "Perda 6 Tahun 2019", "11/11/2019", "", "data@diskominfo.example")
		agency("A5", "Dinas Kehutanan Ja'an", "", "Dishut", "", "", "2017-01-01")
		agency("A6", "Dinas Perkebunan", "", "Disbun", "", "", "2017-01-01", "31-12-2024")
		agency("A7", "Dinas Kehutanan dan Perkebunan", "", "Dishutbun", "", "", "2025-01-01", "", "Perda 3 Tahun 2024", "", "Dinas Kehutanan Ja'an; Disbun")
		person := func(at string, cells ...any) { t.Helper(); put(t, f, SheetPeople, at, append([]any{""}, cells...)...) }
		person("A3", "Rina Lestari", "Rina.Lestari@Diskominfo.example", "Diskominfosantik", "Statistisi", "walidata")
		person("A4", "Budi <b>Santoso</b>", "budi@dishutbun.example", "dishutbun", "", "operator, verifikator")
		person("A5", "Maya Anggraini", "maya@prov.example", "", "Kepala Biro", "admin")
		person("A6", "Ina O'Brien", "ina@prov.example", "Diskominfosantik", "", "pimpinan", "provinsi")
		put(t, f, SheetRegions, "A3", "", "62.06.01", "6209010", "Kamipang")
		put(t, f, SheetRegions, "A4", "", "62.06.01.2001", "", "Galinggang")
		put(t, f, SheetRegions, "A5", "", "62.06", "6209", "Katingan")
		put(t, f, SheetTopics, "A3", "", "Pertanian dan Pangan", "Agriculture", "", 20)
		for row := 3; ; row++ {
			name, err := f.GetCellValue(SheetSettings, fmt.Sprint("B", row))
			must(t, err)
			if name == "" {
				break
			}
			if text := map[string]string{"Nama provinsi": "Kalimantan Tengah", "Tanggal dasar hukum": "1 Maret 2025"}[name]; text != "" {
				must(t, f.SetCellStr(SheetSettings, fmt.Sprint("C", row), text))
			}
		}
	}
}

func TestTheStartOfAProvince(t *testing.T) {
	each(t, func(h hall) {
		p := h.read(start(h.T))
		if !p.Ready() {
			h.Fatalf("faults:\n%s", told(p))
		}
		d, err := h.Apply(h.ctx, p, nil)
		must(h.T, err)
		if d.Added != 12 || d.Changed != 3 || len(d.People) != 4 {
			h.Errorf("done %+v", d)
		}
		list, err := h.Ref.Agencies(h.ctx, "")
		must(h.T, err)
		var got []string
		for _, a := range list {
			got = append(got, fmt.Sprint(a.Name, "|", len(a.Periods), "|", a.From, "|", a.Until, "|", len(a.Successors), "|", a.Contact))
		}
		want := []string{
			"Dinas Kehutanan dan Perkebunan|1|2025-01-01||0|",
			"Dinas Kehutanan Ja'an|1|2017-01-01|2025-01-01|1|",
			"Dinas Komunikasi, Informatika, Persandian dan Statistik|2|2008-01-01||0|data@diskominfo.example",
			"Dinas Perkebunan|1|2017-01-01|2025-01-01|1|",
		}
		if !slices.Equal(got, want) {
			h.Errorf("agencies:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		h.checkPeople()
		settings, err := h.Ref.Settings(h.ctx)
		must(h.T, err)
		if settings.Province != "Kalimantan Tengah" || settings.DecreeOn != "2025-03-01" {
			h.Errorf("settings %+v", settings)
		}

		again := h.read(start(h.T))
		if !again.Ready() || !again.Idle() || again.Count("", Same) == 0 {
			h.Errorf("the second time: faults %s, changes %+v", told(again), again.Changes)
		}
		before, _, err := audit.Head(h.ctx, h.DB)
		must(h.T, err)
		_, err = h.Apply(h.ctx, again, nil)
		must(h.T, err)
		if after, _, err := audit.Head(h.ctx, h.DB); err != nil || after != before {
			h.Errorf("the second time left %d acts in the trail, %v", after-before, err)
		}
	})
}

func (h hall) checkPeople() {
	h.Helper()
	all, err := h.Accounts.List(h.ctx, auth.Filter{Scope: auth.Scope{Province: true}})
	must(h.T, err)
	var got []string
	for _, a := range all {
		var roles []string
		for _, g := range a.Grants {
			where := "provinsi"
			if g.Agency != "" {
				where = "instansi"
			}
			roles = append(roles, string(g.Role)+"@"+where)
		}
		got = append(got, strings.Join([]string{a.Name, a.Mail, a.Office, a.Post, strings.Join(roles, ",")}, "|"))
	}
	want := []string{
		"Budi <b>Santoso</b>|budi@dishutbun.example|Dinas Kehutanan dan Perkebunan||operator@instansi,verifikator@instansi",
		"Ina O'Brien|ina@prov.example|Dinas Komunikasi, Informatika, Persandian dan Statistik||pimpinan@provinsi",
		"Maya Anggraini|maya@prov.example|" + all[2].Office + "|Kepala Biro|admin@provinsi",
		"Rina Lestari|rina.lestari@diskominfo.example|Dinas Komunikasi, Informatika, Persandian dan Statistik|Statistisi|walidata@provinsi",
	}
	if !slices.Equal(got, want) {
		h.Errorf("people:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFaultsOfMeaning(t *testing.T) {
	type row struct {
		sheet string
		cells []any
	}
	agency := func(cells ...any) row { return row{SheetAgencies, append([]any{""}, cells...)} }
	person := func(cells ...any) row { return row{SheetPeople, append([]any{""}, cells...)} }
	place := func(cells ...any) row { return row{SheetRegions, append([]any{""}, cells...)} }
	topic := func(cells ...any) row { return row{SheetTopics, append([]any{""}, cells...)} }
	set := func(cells ...any) row { return row{SheetSettings, append([]any{""}, cells...)} }
	tests := []struct {
		rows []row
		want string
	}{
		{[]row{person("Ani", "ani@a.example", "", "", "admin"), person("Ani", "ANI@a.example", "", "", "admin")}, "Orang C4 ANI@a.example mail-twice"},
		{[]row{person("Rani", "rina.lestari@diskominfo.example", "", "", "admin")}, "Orang C3 rina.lestari@diskominfo.example mail-taken"},
		{[]row{person("Ani", "mailto:ani@a.example", "", "", "admin")}, "Orang C3 mailto:ani@a.example mail-link"},
		{[]row{person("Ani", "ani @a.example", "", "", "admin")}, "Orang C3 ani @a.example mail-space"},
		{[]row{person("ani@a.example", "ani@a.example", "", "", "admin")}, "Orang B3 ani@a.example name-dull"},
		{[]row{person("Ani", "ani@a.example", "Diskominfosantk", "", "operator")}, "Orang D3 Diskominfosantk agency-near"},
		{[]row{person("Ani", "ani@a.example", "Zzz", "", "operator")}, "Orang D3 Zzz agency-unknown"},
		{[]row{person("Ani", "ani@a.example", "", "", "bos")}, "Orang F3 bos role-unknown"},
		{[]row{person("Ani", "ani@a.example", "", "", "operator")}, "Orang F3 operator role-agency"},
		{[]row{person("Ani", "ani@a.example", "", "", "operator-cctv")}, "Orang F3 operator-cctv scope-no-agency"},
		{[]row{person("Ani", "ani@a.example", "", "", "pimpinan")}, "Orang F3 pimpinan scope-no-agency"},
		{[]row{person("Ani", "ani@a.example", "Dishutbun", "", "operator", "provinsi")}, "Orang F3 operator role-agency"},
		{[]row{person("Ani", "ani@a.example", "Dishutbun", "", "admin", "instansi")}, "Orang G3 instansi role-province"},
		{[]row{person("Ani", "ani@a.example", "Dishutbun", "", "walidata", "dunia")}, "Orang G3 dunia scope-bad"},
		{[]row{person("Budi <b>Santoso</b>", "budi@dishutbun.example", "Diskominfosantik", "", "operator")}, "Orang D3 Diskominfosantik person-moved"},
		{[]row{agency("Dinas A", "", "", "", "1.03", "2020-01-01"), person("Ani", "ani@a.example", "Dinas A", "", "operator")}, "Instansi F3 1.03 agency-code"},
		{[]row{agency("Dinas A", "", "", "", "", "2020-01-01", "2019-12-31")}, "Instansi H3 2019-12-31 period-empty"},
		{[]row{agency("Dinas A", "", "", "", "", "2020-01-01"), agency("Dinas A", "", "", "", "", "2020-01-01")}, "Instansi G4 2020-01-01 period-overlap"},
		{[]row{agency("Dinas A", "", "", "", "", "2018-01-01", "2020-06-30"), agency("Dinas B", "Dinas A", "", "", "", "2020-01-01")}, "Instansi G4 2020-01-01 period-overlap"},
		{[]row{agency("Dinas A", "", "", "", "", "2018-01-01", "2019-06-30"), agency("Dinas A", "", "", "", "", "2020-01-01")}, "Instansi G4 2020-01-01 period-gap"},
		{[]row{agency("Dinas A", "Dinas Kehutanan Jan", "", "", "", "2020-01-01")}, "Instansi C3 Dinas Kehutanan Jan agency-before-near"},
		{[]row{agency("Dinas A", "Zzzz", "", "", "", "2020-01-01")}, "Instansi C3 Zzzz agency-before-unknown"},
		{[]row{agency("Dinas A", "", "Diskominfosantik", "", "", "2020-01-01")}, "Instansi D3 Diskominfosantik agency-word-taken"},
		{[]row{agency("Dinas Perkebunan", "", "", "", "", "2026-01-01")}, "Instansi G3 2026-01-01 period-closed"},
		{[]row{agency("Dinas Kehutanan dan Perkebunan", "", "", "", "", "2025-01-01", "2026-01-31")}, "Instansi H3 2026-01-31 period-end"},
		{[]row{agency("Dinas A", "", "", "", "", "2020-01-01", "", "", "", "Dishutbun")}, "Instansi K3 Dishutbun union-decree"},
		{[]row{agency("Dinas Z", "", "", "", "", "2026-01-01", "", "Perda 1", "", "Dinas Z; Qqq; Disbun")},
			"Instansi K3 Dinas Z; Qqq; Disbun union-self\nInstansi K3 Dinas Z; Qqq; Disbun agency-unknown\nInstansi K3 Dinas Z; Qqq; Disbun union-follows"},
		{[]row{place("62.06.1", "", "X")}, "Wilayah B3 62.06.1 region-kemendagri"},
		{[]row{place("62.06.02", "62.09.020", "X")}, "Wilayah C3 62.09.020 region-bps"},
		{[]row{place("62.06.02", "6209", "X")}, "Wilayah C3 6209 region-levels\nWilayah C3 6209 region-bps-taken"},
		{[]row{place("62.06.02", "6206020", "X")}, "Wilayah C3 6206020 region-mismatch"},
		{[]row{place("62.06.02", "6209010", "X")}, "Wilayah C3 6209010 region-bps-taken"},
		{[]row{place("62.06.05.2001", "", "X")}, "Wilayah B3 62.06.05.2001 region-parent"},
		{[]row{place("63.06.01", "", "X")}, "Wilayah B3 63.06.01 region-parent\nWilayah B3 63.06.01 ref.place-outside"},
		{[]row{place("62.06", "6209", "Kabupaten Sukamara")}, "Wilayah B3 62.06 ref.place-known"},
		{[]row{place("62.06.02", "", "X"), place("62.06.02", "", "Y")}, "Wilayah B4 62.06.02 region-twice"},
		{[]row{topic("Air", "", "Air Bersih")}, "Topik D3 Air Bersih slug-bad"},
		{[]row{topic("Air"), topic("AIR")}, "Topik B4 AIR topic-twice"},
		{[]row{topic("Air", "", "", "banyak")}, "Topik E3 banyak number-bad"},
		{[]row{set("Warna", "#000000")}, "Pengaturan B3 Warna setting-unknown"},
		{[]row{set("Warna aksn", "#000000")}, "Pengaturan B3 Warna aksn setting-near"},
		{[]row{set("Warna aksen", "#ffff00")}, "Pengaturan C3 #ffff00 ref.contrast-light"},
		{[]row{set("Surel", "bukan surel")}, "Pengaturan C3 bukan surel ref.mail"},
		{[]row{set("Surel", "a@b.example"), set("surel", "c@b.example")}, "Pengaturan B4 surel setting-twice"},
	}
	h := alone(t)
	h.apply(start(t))
	for _, test := range tests {
		p := h.read(func(f *excelize.File) {
			must(t, f.RemoveRow(SheetSettings, 3))
			at := map[string]int{}
			for _, r := range test.rows {
				must(t, f.SetSheetRow(r.sheet, fmt.Sprint("A", at[r.sheet]+3), &r.cells))
				at[r.sheet]++
			}
		})
		if got := told(p); got != test.want {
			t.Errorf("%v:\n%s\nwant:\n%s", test.rows, got, test.want)
		}
		if _, err := h.Apply(h.ctx, p, nil); !errs.Is(err, errs.Invalid) {
			t.Errorf("%v: applied with %v, want Invalid", test.rows, err)
		}
	}
	if p := h.read(start(t)); !p.Idle() {
		t.Errorf("a refused workbook changed something: %+v", p.Changes)
	}
}

// alone is a hall on SQLite, where the engine makes no difference.
func alone(t *testing.T) hall {
	t.Helper()
	d := dbtest.Open(t, dbtest.SQLite(t))
	for _, m := range []db.Migrations{announce.Migrations(), audit.Migrations(), ref.Migrations(), auth.Migrations()} {
		must(t, d.Migrate(t.Context(), m.Name, m.Files))
	}
	now := clock.At(time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC))
	store := ref.New(d, now)
	accounts := auth.Open(auth.Options{DB: d, Ref: store, Clock: now, URL: "https://lewu.example"})
	return hall{t, &Roster{DB: d, Ref: store, Accounts: accounts, Clock: now}, auth.With(t.Context(), auth.CommandLine("sari"))}
}

func TestAllOrNothing(t *testing.T) {
	each(t, func(h hall) {
		p := h.read(start(h.T))
		broken := errors.New("the power went")
		if _, err := h.Apply(h.ctx, p, func(*sql.Tx, Done) error { return broken }); !errors.Is(err, broken) {
			h.Fatalf("applied with %v", err)
		}
		if list, err := h.Ref.Agencies(h.ctx, ""); err != nil || len(list) > 0 {
			h.Errorf("agencies %v, %v stayed of what was not applied", list, err)
		}
		if s, err := h.Ref.Settings(h.ctx); err != nil || s.Province != "" {
			h.Errorf("settings %+v, %v stayed of what was not applied", s, err)
		}
		if _, err := h.Accounts.ByMail(h.ctx, "maya@prov.example"); !errs.Is(err, errs.NotFound) {
			h.Errorf("somebody stayed of what was not applied: %v", err)
		}
	})
}

func TestAPlanThatNoLongerHolds(t *testing.T) {
	each(t, func(h hall) {
		p := h.read(start(h.T))
		must(h.T, h.DB.Write(h.ctx, func(tx *sql.Tx) error {
			_, err := h.Accounts.Create(h.ctx, tx, auth.Account{Mail: "maya@prov.example", Name: "Maya Anggraini"})
			return err
		}))
		_, err := h.Apply(h.ctx, p, nil)
		if m, _ := errs.Public(err); !errs.Is(err, errs.Conflict) || m.Key != "roster.changed" {
			h.Errorf("applied with %v, want Conflict", err)
		}
		if list, err := h.Ref.Agencies(h.ctx, ""); err != nil || len(list) > 0 {
			h.Errorf("agencies %v, %v of a plan that no longer holds", list, err)
		}
	})
}

func TestAFileTakesNothingAway(t *testing.T) {
	h := alone(t)
	h.apply(start(t))
	done := h.apply(func(f *excelize.File) {
		put(t, f, SheetPeople, "A3", "", "rina lestari", "RINA.LESTARI@diskominfo.example", "", "", "auditor, operator")
		put(t, f, SheetAgencies, "A3", "", "Dinas Kehutanan dan Perkebunan", "", "DHP", "", "", "2025-01-01")
		put(t, f, SheetAgencies, "A4", "", "Dinas Hutan", "Dinas Kehutanan dan Perkebunan", "", "", "", "2026-01-01")
	})
	if done.Added != 1 || done.Changed != 2 {
		t.Errorf("done %+v", done)
	}
	rina, err := h.Accounts.ByMail(h.ctx, "rina.lestari@diskominfo.example")
	must(t, err)
	want := []auth.Grant{{Role: lewu.RoleAuditor}, {Role: lewu.RoleOperator, Agency: rina.Agency}, {Role: lewu.RoleWalidata}}
	if !slices.Equal(rina.Grants, want) || rina.Post != "Statistisi" || rina.Name != "Rina Lestari" {
		t.Errorf("somebody who was there is %+v", rina)
	}
	a, err := h.Ref.FindAgency(h.ctx, "Dinas Hutan")
	must(t, err)
	if len(a.Periods) != 2 || a.Periods[0].Short != "DHP" || a.Periods[0].Until != "2026-01-01" || a.Slug != "dinas-kehutanan-dan-perkebunan" {
		t.Errorf("renamed %+v", a)
	}
}

func TestNobodyRaisesHimself(t *testing.T) {
	h := alone(t)
	h.apply(start(t))
	maya, err := h.Accounts.ByMail(h.ctx, "maya@prov.example")
	must(t, err)
	h.ctx = auth.With(h.ctx, auth.Actor{Kind: auth.Person, ID: maya.ID, Name: maya.Name})
	p := h.read(func(f *excelize.File) {
		put(t, f, SheetPeople, "A3", "", "Maya Anggraini", "maya@prov.example", "", "", "admin, walidata")
	})
	if got := told(p); got != "Orang F3 admin, walidata self-roles" {
		t.Errorf("faults %s", got)
	}
}
