package catalog

import (
	"database/sql"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// until is the migrations of the catalogue before the one that brought people.
func until(t *testing.T, name string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := fs.ReadDir(Migrations().Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() >= name {
			continue
		}
		body, err := fs.ReadFile(Migrations().Files, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = &fstest.MapFile{Data: body}
	}
	return files
}

// TestAStoreFromBeforePeople brings up to date a store whose versions went out
// before anybody could sign: its log tells of them, its batches have holders, and
// what was on its way out on old approvals waits for two signatures.
func TestAStoreFromBeforePeople(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := d.Migrate(t.Context(), Migrations().Name, until(t, "00003")); err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{
			`INSERT INTO dataset (id, slug, title, sort_key, agency, topic, licence, mode, newest, current, created_at, updated_at)
				VALUES ('d', 'padi', 'Padi', 'padi', 'Dinas Contoh A', 'Pertanian', 'CC BY 4.0', 'ganti', 2, 1, 1, 1)`,
			`INSERT INTO batch (id, dataset, state, mode, sender, office, solo, created_at, updated_at) VALUES
				('b1', 'd', 'terbit', 'ganti', 'sari', 'operator', 'banjir', 10, 20),
				('b2', 'd', 'terbit', 'ganti', 'sari', 'operator', 'banjir', 30, 40),
				('b3', 'd', 'disetujui', 'ganti', 'sari', 'Dinas Contoh A', '', 35, 50)`,
			`INSERT INTO version (dataset, n, batch, base, mode, rows_total, added, changed, removed, berkas, berkas_size, isi, isi_size,
				columns, key_columns, manifest, recipe, solo, publisher, office, published_at, withdrawn_at, withdrawn) VALUES
				('d', 1, 'b1', 0, 'ganti', 3, 3, 0, 0, 'f1', 1, 'i1', 1, '[]', '[]', '[]', '[]', 'banjir', 'sari', 'operator', 20, 0, ''),
				('d', 2, 'b2', 1, 'ganti', 3, 0, 1, 0, 'f2', 1, 'i2', 1, '[]', '[]', '[]', '[]', 'banjir', 'sari', 'operator', 40, 60, 'memuat NIK')`,
		} {
			if _, err := d.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		s := store(t, d)
		log, err := s.Decisions(t.Context(), "d")
		var got []string
		for _, line := range log {
			got = append(got, fmt.Sprintf("%d %s %s v%d %s %d", line.N, line.Act, line.Batch, line.Version, line.Reason, clock.Millis(line.At)))
		}
		want := []string{
			"8 ditarik b2 v2 memuat NIK 60", "7 terbit b2 v2  40", "6 sendiri b2 v0 banjir 40", "5 dikirim b3 v0  35", "4 dikirim b2 v0  30",
			"3 terbit b1 v1  20", "2 sendiri b1 v0 banjir 20", "1 dikirim b1 v0  10",
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("log %q, %v, want %q", got, err, want)
		}
		b, err := s.Batch(t.Context(), "b3")
		if err != nil || b.State != Submitted || b.Holder != "sari" {
			t.Errorf("old approval: %s, held by %q, %v, want diajukan, sari", b.State, b.Holder, err)
		}
		if hands, err := s.Hands(t.Context(), "b3"); err != nil || len(hands) != 1 || hands[0].Actor != "sari" || hands[0].Office != "Dinas Contoh A" {
			t.Errorf("hands %+v, %v, want sari", hands, err)
		}
		// The log goes on behind what was there.
		write(t, s, func(tx *sql.Tx) error {
			return s.Decide(t.Context(), tx, Decision{Dataset: "d", Batch: "b3", Act: SentBack, Office: "Walidata", Reason: "D14", At: time.UnixMilli(1)})
		})
		if last, err := s.DecisionsOf(t.Context(), d, "b3"); err != nil || last[0].N != 9 || last[0].Act != SentBack {
			t.Errorf("last line %+v, %v, want the ninth", last, err)
		}
	})
}

// road puts batches of three datasets into a store: a's own, a's that c confirms,
// and b's. Their ids are given by name.
func road(t *testing.T, s *Store) map[string]string {
	t.Helper()
	ids := map[string]string{}
	for _, set := range []struct{ slug, agency, substance string }{{"padi", "a", ""}, {"lra", "a", "c"}, {"ikan", "b", ""}} {
		d := rice()
		d.Slug, d.AgencyID, d.Substance = set.slug, set.agency, set.substance
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, d) })
		for _, state := range []State{Draft, Submitted, Submitted, Published} {
			b := Batch{ID: db.NewID(), Dataset: d.ID, Mode: Replace, Sender: "rina", Office: "Dinas", CreatedAt: d.CreatedAt}
			name := fmt.Sprint(set.slug, " ", state)
			for ids[name] != "" {
				name += "+"
			}
			ids[name] = b.ID
			write(t, s, func(tx *sql.Tx) error {
				if err := s.InsertBatch(t.Context(), tx, b, []File{{Role: DataFile, SHA256: "ab", Name: name + ".csv", Size: 12, MediaType: "text/csv"}}); err != nil {
					return err
				}
				b.State, b.Holder = state, "rina"
				_, err := s.SaveBatch(t.Context(), tx, b, Received)
				return err
			})
		}
	}
	write(t, s, func(tx *sql.Tx) error {
		g := Signature{Batch: ids["padi diajukan"], Part: Substance, Actor: "budi", Office: "Dinas", Content: "isi", At: time.UnixMilli(1)}
		if err := s.Sign(t.Context(), tx, g); err != nil {
			return err
		}
		if err := s.AddHand(t.Context(), tx, ids["padi diajukan+"], Hand{Actor: "bella", Office: "Dinas", At: time.UnixMilli(1)}); err != nil {
			return err
		}
		return s.Hold(t.Context(), tx, ids["ikan draf"], "beni")
	})
	return ids
}

func TestWhichBatchesAreListed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := store(t, d)
		ids := road(t, s)
		in := func(agencies ...string) auth.Scope { return auth.Scope{Agencies: agencies} }
		province := auth.Scope{Province: true}
		for _, test := range []struct {
			name   string
			filter BatchFilter
			want   string
		}{
			{"nobody's", BatchFilter{}, ""},
			{"the province's", BatchFilter{Scope: province, States: []State{Draft}}, "ikan draf, lra draf, padi draf"},
			{"one agency's", BatchFilter{Scope: in("a"), States: []State{Draft, Published}}, "lra terbit, lra draf, padi terbit, padi draf"},
			{"what c confirms", BatchFilter{Substance: in("c"), States: []State{Submitted}}, "lra diajukan+, lra diajukan"},
			{"what a confirms: only its own", BatchFilter{Substance: in("a"), States: []State{Submitted}}, "padi diajukan+, padi diajukan"},
			{"either", BatchFilter{Scope: in("b"), Substance: in("c"), States: []State{Draft}}, "ikan draf, lra draf"},
			{"waiting for the substance", BatchFilter{Substance: in("a"), States: []State{Submitted}, Unsigned: Substance}, "padi diajukan+"},
			{"waiting for the form", BatchFilter{Scope: in("a"), States: []State{Submitted}, Unsigned: Form, Dataset: ""}, "lra diajukan+, lra diajukan, padi diajukan+, padi diajukan"},
			{"that bella may sign", BatchFilter{Substance: in("a"), States: []State{Submitted}, Stranger: "bella"}, "padi diajukan"},
			{"that budi may sign", BatchFilter{Substance: in("a"), States: []State{Submitted}, Stranger: "budi"}, "padi diajukan+"},
			{"that bella had a hand in", BatchFilter{Scope: in("a"), Hand: "bella"}, "padi diajukan+"},
			{"that beni holds", BatchFilter{Scope: province, Holder: "beni"}, "ikan draf"},
			{"a foreign agency's hand", BatchFilter{Scope: in("b"), Hand: "bella"}, ""},
			{"no such agency", BatchFilter{Scope: in("' OR 1=1 --")}, ""},
		} {
			list, err := s.Batches(t.Context(), test.filter)
			var got []string
			for _, e := range list {
				got = append(got, strings.TrimSuffix(e.File.Name, ".csv"))
				if e.Set.ID != e.Dataset || ids[got[len(got)-1]] != e.ID || e.Sender != "rina" {
					t.Errorf("%s: entry %+v", test.name, e)
				}
			}
			if strings.Join(got, ", ") != test.want || err != nil {
				t.Errorf("%s: %q, %v, want %q", test.name, got, err, test.want)
			}
			counts, err := s.Counts(t.Context(), test.filter)
			n := 0
			for _, c := range counts {
				n += c
			}
			if n != len(list) || err != nil {
				t.Errorf("%s: counted %v, %v, listed %d", test.name, counts, err, len(list))
			}
		}
		one, err := s.Batches(t.Context(), BatchFilter{Scope: province, Dataset: must(s.Batch(t.Context(), ids["lra draf"])).Dataset, Limit: 1})
		if err != nil || len(one) != 1 || one[0].Set.Slug != "lra" {
			t.Errorf("of one dataset: %+v, %v", one, err)
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestBatchesComeInPages: each once, however long the pages, newest first.
func TestBatchesComeInPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := store(t, d)
		want := len(road(t, s))
		for limit := 1; limit <= want+1; limit++ {
			var seen []string
			f := BatchFilter{Scope: auth.Scope{Province: true}, Limit: limit}
			for {
				list, err := s.Batches(t.Context(), f)
				if err != nil || len(list) > limit {
					t.Fatalf("%d entries, %v, want at most %d", len(list), err, limit)
				}
				if len(list) == 0 {
					break
				}
				for _, e := range list {
					seen = append(seen, e.ID)
				}
				f.Before = seen[len(seen)-1]
			}
			falling := slices.IsSortedFunc(seen, func(a, b string) int { return strings.Compare(b, a) })
			if len(seen) != want || !falling || len(slices.Compact(seen)) != want {
				t.Errorf("%d a page: %d seen, falling %v, want %d", limit, len(seen), falling, want)
			}
		}
	})
}

// TestTheStoreItselfKeepsSignaturesApart: whatever the road does, one part is
// signed once, and one person signs once.
func TestTheStoreItselfKeepsSignaturesApart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := store(t, d)
		batch := road(t, s)["lra diajukan"]
		sign := func(part Part, actor string) error {
			return d.Write(t.Context(), func(tx *sql.Tx) error {
				return s.Sign(t.Context(), tx, Signature{Batch: batch, Part: part, Actor: actor, Office: "BKAD", Content: "isi", At: time.UnixMilli(1)})
			})
		}
		for _, step := range []struct {
			part  Part
			actor string
			ok    bool
		}{{Substance, "kadek", true}, {Substance, "budi", false}, {Form, "kadek", false}, {Form, "maya", true}} {
			if err := sign(step.part, step.actor); (err == nil) != step.ok {
				t.Errorf("%s by %s: %v", step.part, step.actor, err)
			}
		}
		write(t, s, func(tx *sql.Tx) error {
			n, err := s.Void(t.Context(), tx, batch, TakenBack, time.UnixMilli(2))
			if n != 2 {
				t.Errorf("%d became void, want 2", n)
			}
			return err
		})
		if err := sign(Form, "kadek"); err != nil {
			t.Errorf("signed anew: %v", err)
		}
		list, err := s.Signatures(t.Context(), batch)
		if err != nil || len(list) != 3 || list[0].Void != TakenBack || list[2].Void != "" || !list[2].VoidAt.IsZero() {
			t.Errorf("signatures %+v, %v", list, err)
		}
	})
}

// TestEveryDecisionIsASentence of both languages, with all that it is about.
func TestEveryDecisionIsASentence(t *testing.T) {
	for _, act := range Acts() {
		m := Decision{Act: act, Office: "Dinas Contoh A", Version: 3, Reason: "salah kolom"}.Says()
		for _, language := range []string{"id", "en"} {
			text, err := Messages.ReadFile("messages/" + language + ".json")
			if err != nil || !strings.Contains(string(text), `"`+m.Key+`"`) {
				t.Errorf("%s has no sentence in %s, %v", act, language, err)
			}
		}
	}
}

func TestAVersionTakenBackTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, set := store(t, d), rice()
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, set) })
		publish(t, s, set, 1, "a", time.UnixMilli(1))
		for i, want := range []bool{true, false} {
			write(t, s, func(tx *sql.Tx) error {
				done, err := s.SetWithdrawn(t.Context(), tx, set.ID, 1, fmt.Sprint("alasan ", i), time.UnixMilli(2))
				if done != want {
					t.Errorf("taken back %d: %v, want %v", i+1, done, want)
				}
				return err
			})
		}
		if v := must(s.Version(t.Context(), set.ID, 1)); v.Withdrawn != "alasan 0" {
			t.Errorf("reason %q, want the first", v.Withdrawn)
		}
		if _, err := s.TakenIn(t.Context(), d, set.ID, 9); !errs.Is(err, errs.NotFound) {
			t.Errorf("version 9: %v, want NotFound", err)
		}
	})
}
