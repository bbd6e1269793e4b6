package agencies

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/htmlcheck"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/platformtest"
	"github.com/lewu-id/lewu/internal/ref"
)

// A town is the room over a registry of its own.
type town struct {
	*testing.T
	room  *module
	serve http.Handler
}

func newTown(t *testing.T, d *db.DB) *town {
	t.Helper()
	s := &town{T: t}
	_, s.serve = platformtest.Open(t, platformtest.Options{
		DB: d, Clock: clock.At(time.Date(2025, 11, 24, 9, 0, 0, 0, clock.WIB)),
		House: platform.House{Cards: func(context.Context, lewu.Ref) ([]lewu.Card, error) { return nil, nil }},
	}, func(p *platform.Platform) lewu.Module {
		s.room = &module{p}
		return s.room
	})
	return s
}

func (s *town) write(fn func(ctx context.Context, tx *sql.Tx) error) {
	s.Helper()
	err := s.room.DB.Write(s.Context(), func(tx *sql.Tx) error { return fn(s.Context(), tx) })
	if err != nil {
		s.Fatal(err)
	}
}

func (s *town) register(periods ...ref.Period) (a ref.Agency) {
	s.Helper()
	s.write(func(ctx context.Context, tx *sql.Tx) (err error) {
		a, err = s.room.Ref.Add(ctx, tx, ref.Agency{Contoh: true, PPID: "PPID Pelaksana", Periods: periods})
		return err
	})
	return a
}

// publish puts one version of a dataset of an agency out.
func (s *town) publish(slug string, a ref.Agency) {
	s.Helper()
	at := time.Date(2025, 11, 1, 9, 0, 0, 0, clock.WIB)
	set := catalog.Dataset{ID: db.NewID(), Slug: slug, Title: slug, SortKey: slug, Agency: a.Name, AgencyID: a.ID, AgencySlug: a.Slug, Topic: "Pangan", Mode: catalog.Replace, Contoh: true, CreatedAt: at}
	s.write(func(ctx context.Context, tx *sql.Tx) error {
		if err := s.room.Catalog.InsertDataset(ctx, tx, set); err != nil {
			return err
		}
		if _, err := s.room.Catalog.Flip(ctx, tx, set.ID, 1, at); err != nil {
			return err
		}
		return s.room.Catalog.InsertVersion(ctx, tx, catalog.Version{Dataset: set.ID, N: 1, Batch: db.NewID(), Mode: catalog.Replace, Rows: 14, PublishedAt: at})
	})
}

func (s *town) get(path string) (*http.Response, string) {
	s.Helper()
	r := httptest.NewRequestWithContext(s.Context(), http.MethodGet, platformtest.URL+path, nil)
	w := httptest.NewRecorder()
	s.serve.ServeHTTP(w, r)
	body := w.Body.String()
	if w.Code == http.StatusOK {
		for _, fault := range htmlcheck.Check(w.Body.Bytes()) {
			s.Errorf("%s: %v", path, fault)
		}
	}
	return w.Result(), body
}

func (s *town) holds(path string, wants ...string) {
	s.Helper()
	a, body := s.get(path)
	if a.StatusCode != http.StatusOK {
		s.Errorf("%s: %d", path, a.StatusCode)
	}
	for _, want := range wants {
		if !strings.Contains(body, want) {
			s.Errorf("%s lacks %s", path, want)
		}
	}
}

// Two agencies, one of them renamed before, are merged into a third, and a fourth
// is split: each page tells by which decree, old addresses stay, and what the
// merged ones published stands under their heir.
func TestHistoryOnPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newTown(t, d)
		food := s.register(
			ref.Period{From: "2010-01-01", Until: "2017-01-01", Name: "Badan Pangan (contoh)", Code: "2.09.0.00.0.00.01.0000", Decree: "Perda 7/2009"},
			ref.Period{From: "2017-01-01", Name: "Dinas Pangan Ja'an <contoh>", Short: "Dispangan", Code: "2.09.0.00.0.00.02.0000", Decree: "Perda 5/2016", DecreeOn: "2016-10-31"})
		farm := s.register(ref.Period{From: "2017-01-01", Name: "Dinas Tani (contoh)"})
		both := s.register(ref.Period{From: "2025-07-01", Name: "Dinas Tani dan Pangan (contoh)", NameEN: "Farming and Food Agency", Decree: "Perda 1/2025"})
		s.publish("padi", farm)
		s.publish("stok", food)
		split := s.register(ref.Period{From: "2017-01-01", Name: "Dinas Besar (contoh)"})
		s.publish("besar", split)
		gone := s.register(ref.Period{From: "2017-01-01", Name: "Dinas Bubar (contoh)"})
		noted := s.register(ref.Period{From: "2025-11-24", Name: "Dinas Catat (contoh)"})
		soon := s.register(ref.Period{From: "2017-01-01", Name: "Dinas Kelak (contoh)"})
		s.write(func(ctx context.Context, tx *sql.Tx) error {
			for _, c := range []ref.Succession{
				{From: []string{food.ID, farm.ID}, To: []string{both.ID}, On: "2025-07-01", Decree: "Perda 1/2025", DecreeOn: "2025-05-30"},
				{From: []string{split.ID}, To: []string{both.ID, soon.ID}, On: "2025-08-01", Decree: "Perda 2/2025"},
				{From: []string{soon.ID}, To: []string{both.ID}, On: "2026-01-01", Decree: "Perda 3/2025"},
			} {
				if err := s.room.Ref.Succeed(ctx, tx, c); err != nil {
					return err
				}
			}
			return s.room.Ref.End(ctx, tx, gone.ID, "2025-02-01", "Perda 9/2024", "2024-12-20")
		})
		s.holds("/opd", "Instansi contoh yang sudah berakhir")
		s.holds("/opd/dinas-pangan-jaan-contoh", "<h1>Dinas Pangan Ja&#39;an &lt;contoh&gt;</h1>", "Instansi ini berakhir pada 1 Juli 2025",
			`href="/opd/dinas-tani-dan-pangan-contoh"`, "Badan Pangan (contoh)", "1 Januari 2010 sampai 31 Desember 2016 · Perda 7/2009",
			"Perda 5/2016, ditetapkan 31 Oktober 2016", "Kode SKPD 2.09.0.00.0.00.01.0000", "Diteruskan oleh Dinas Tani dan Pangan (contoh)", "Dispangan")
		s.holds("/opd/dinas-tani-dan-pangan-contoh", "menerbitkan 2 kumpulan data", "Meneruskan Dinas Pangan Ja&#39;an &lt;contoh&gt;", `href="/opd/dinas-tani-contoh"`,
			"1 Juli 2025 · Perda 1/2025, ditetapkan 30 Mei 2025", "PPID Pelaksana", "Step--now", "Step--wait")
		s.holds("/en/opd/dinas-tani-dan-pangan-contoh", "Farming and Food Agency", "Succeeded Dinas Tani (contoh)")
		s.holds("/opd/dinas-besar-contoh", "menerbitkan satu kumpulan data", "Tugasnya dibagi kepada Dinas Tani dan Pangan (contoh), Dinas Kelak (contoh)", `href="/opd/dinas-kelak-contoh"`)
		s.holds("/opd/dinas-bubar-contoh", "Belum ada penerusnya", "Berakhir tanpa penerus", "Perda 9/2024, ditetapkan 20 Desember 2024")
		s.holds("/opd/dinas-kelak-contoh", "belum menerbitkan data", "akan berakhir pada 1 Januari 2026", "1 Januari 2017 sampai 31 Desember 2025 · ", "dasar hukum belum dicatat")

		s.holds("/opd/"+noted.Slug, "dicatat di sini 24 November 2025 · dasar hukum belum dicatat", "tidak ada jadwal yang dijanjikan")

		for path, want := range map[string]string{
			"/opd/Dinas%20Tani%20(contoh)": "301 /opd/dinas-tani-contoh", "/opd/badan-pangan-contoh": "302 /opd/dinas-pangan-jaan-contoh",
			"/en/opd/dispangan": "302 /en/opd/dinas-pangan-jaan-contoh", "/opd/dinas-tanii": "404 ",
		} {
			a, _ := s.get(path)
			if got := fmt.Sprint(a.StatusCode, " ", a.Header.Get("Location")); got != want {
				t.Errorf("%s: %s, want %s", path, got, want)
			}
		}
	})
}

// What agencies were called finds them, and what they succeeded finds the heir.
func TestSearchDocs(t *testing.T) {
	s := newTown(t, dbtest.Open(t, dbtest.SQLite(t)))
	food := s.register(ref.Period{From: "2010-01-01", Until: "2017-01-01", Name: "Badan Pangan"}, ref.Period{From: "2017-01-01", Name: "Dinas Pangan", Short: "Dispangan"})
	heir := s.register(ref.Period{From: "2017-01-01", Name: "Dinas Tani", NameEN: "Farming Agency"})
	s.publish("padi", heir)
	s.write(func(ctx context.Context, tx *sql.Tx) error {
		return s.room.Ref.Succeed(ctx, tx, ref.Succession{From: []string{food.ID}, To: []string{heir.ID}, On: "2025-07-01", Decree: "Perda 1/2025"})
	})
	docs := map[string]lewu.Doc{}
	err := s.room.searchDocs(t.Context(), 0, func(d lewu.Doc) error { docs[d.ID] = d; return nil })
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d documents, %v, want 2", len(docs), err)
	}
	old, now := docs["dinas-pangan"], docs["dinas-tani"]
	if old.Summary != "→ Dinas Tani" || !slices.Contains(old.Words, "Badan Pangan") || !slices.Contains(old.Words, "Dispangan") {
		t.Errorf("the one that ended: %+v", old)
	}
	if now.Summary != "Pangan" || !slices.Contains(now.Words, "Dinas Pangan") || !slices.Contains(now.Words, "Farming Agency") {
		t.Errorf("its heir: %+v", now)
	}
	paths := map[string]time.Time{}
	if err := s.room.paths(t.Context(), func(p string, at time.Time) error { paths[p] = at; return nil }); err != nil || len(paths) != 3 || paths["/opd"].IsZero() {
		t.Errorf("the sitemap has %v, %v", paths, err)
	}
}
