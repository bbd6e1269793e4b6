package data

import (
	"bytes"
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/artefact"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/cite"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/intake/delimited"
	"github.com/lewu-id/lewu/internal/intake/typing"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/booktest"
)

// A hall is the room with published datasets of the demo in it, on the demo's
// day.
type hall struct {
	*stand
	words *i18n.Catalogue
	shelf booktest.Shelf
	blobs blob.Store

	refused *[]string // routes whose refusal was recorded
}

func newHall(t *testing.T, slugs ...string) hall {
	t.Helper()
	shelf := booktest.New(t)
	d := dbtest.Open(t, dbtest.SQLite(t))
	if err := d.Migrate(t.Context(), catalog.Migrations().Name, catalog.Migrations().Files); err != nil {
		t.Fatal(err)
	}
	words, err := i18n.Load(web.Messages, catalog.Messages, published.Messages, table.Messages, chart.Messages, intake.Messages, auth.Messages, typing.Messages, delimited.Messages,
		cite.Messages, files)
	if err != nil {
		t.Fatal(err)
	}
	now := clock.At(booktest.TheDay().Add(9 * time.Hour))
	refused := &[]string{}
	w, err := web.New(web.Options{
		Messages: words, URL: testURL, Province: "Kalimantan Tengah", Clock: now,
		Identify: func(_ context.Context, token string) (auth.Actor, error) { return officer(token), nil },
		Refused:  func(_ *http.Request, pattern string, _ error) { *refused = append(*refused, pattern) },
	})
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := blob.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := artefact.Open(t.TempDir(), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	store := catalog.New(d)
	log := slog.New(slog.DiscardHandler)
	room := New(&platform.Platform{
		Config: config.Config{URL: testURL}, Clock: now, DB: d, Catalog: store, Web: w, Artefacts: kept, Log: log,
		Published: &published.Reader{Catalog: store, Blobs: blobs, Tables: shelf.Engine, Temp: t.TempDir(), Log: log},
		Road:      intake.New(intake.Options{Catalog: store, Blobs: blobs, Tables: shelf.Engine, Home: "62", Temp: t.TempDir(), Clock: now, Log: log}),
	}).(*module)
	all := room.Describe()
	if err := w.Add(all); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	w.Mount(mux, all)
	h := hall{&stand{t, room, w.Handler(mux)}, words, shelf, blobs, refused}
	for _, slug := range slugs {
		h.hang(shelf.Edition(slug))
	}
	return h
}

// hang publishes an edition as version 1.
func (h hall) hang(e booktest.Edition) catalog.Dataset {
	h.t.Helper()
	h.put(e)
	e.Set.ID, e.Set.SortKey = db.NewID(), e.Set.Title
	v := e.Version
	v.Dataset, v.N, v.Batch, v.Mode, v.Office, v.Publisher, v.PublishedAt = e.Set.ID, 1, db.NewID(), catalog.Replace, e.Set.Agency, "sari", booktest.TheDay().AddDate(0, 0, -47)
	v.Extent = catalog.Extent{From: "2020", To: "2025", Regions: []string{"62.01", "62.03"}}
	h.write(func(tx *sql.Tx) error {
		if err := h.room.Catalog.InsertDataset(h.t.Context(), tx, e.Set); err != nil {
			return err
		}
		if _, err := h.room.Catalog.Flip(h.t.Context(), tx, e.Set.ID, 1, v.PublishedAt); err != nil {
			return err
		}
		return h.room.Catalog.InsertVersion(h.t.Context(), tx, v)
	})
	e.Set.Current = 1
	return e.Set
}

// put stores the file of an edition.
func (h hall) put(e booktest.Edition) {
	h.t.Helper()
	body, err := os.ReadFile(e.Source.Path)
	if err == nil {
		_, err = h.blobs.Put(h.t.Context(), bytes.NewReader(body))
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h hall) write(change func(tx *sql.Tx) error) {
	h.t.Helper()
	if err := h.room.DB.Write(h.t.Context(), change); err != nil {
		h.t.Fatal(err)
	}
}

// deliver puts an edition on the road to a dataset, as far as a state; it has
// been checked. It answers the id of the batch.
func (h hall) deliver(set catalog.Dataset, e booktest.Edition, state catalog.State) string {
	h.t.Helper()
	h.put(e)
	v := e.Version
	b := catalog.Batch{
		ID: db.NewID(), Dataset: set.ID, State: catalog.Received, Mode: catalog.Replace, Sender: "rina", Office: "Dinas Contoh A",
		Note: "Angka Kapuas diperbaiki", CreatedAt: booktest.TheDay(), UpdatedAt: booktest.TheDay(),
	}
	h.write(func(tx *sql.Tx) error {
		if err := h.room.Catalog.InsertBatch(h.t.Context(), tx, b, nil); err != nil {
			return err
		}
		b.State, b.Content = state, "isi"
		b.Reading = &catalog.Reading{Format: "csv", Recipe: []lewu.Step{{Message: lewu.Msg("web.raw", "text", "Kolom harga dibaca sebagai rupiah.")}}}
		b.Prepared = &catalog.Prepared{
			N: set.Current + 1, Base: set.Current, Rows: v.Rows, Added: 2, Changed: 1, Berkas: v.Berkas, BerkasSize: v.BerkasSize, Isi: v.Isi, IsiSize: v.IsiSize,
			Columns: v.Columns, Extent: catalog.Extent{From: "2020", To: "2026"},
			Manifest: []catalog.Origin{{Number: 1, SHA256: v.Berkas, Name: "panen.csv", Size: 100, Batch: b.ID, SentAt: clock.Millis(b.CreatedAt), Sender: b.Office}},
		}
		if err := h.room.Catalog.SetFindings(h.t.Context(), tx, b.ID, []lewu.Finding{{Severity: lewu.Warn, Message: lewu.Msg("web.raw", "text", "Kapuas naik tiga kali lipat.")}}); err != nil {
			return err
		}
		_, err := h.room.Catalog.SaveBatch(h.t.Context(), tx, b, catalog.Received)
		return err
	})
	return b.ID
}

// officer is who a token of the test stands for: sari signs for the whole
// province, rina sends for Dinas Contoh A and budi for Dinas Contoh B.
func officer(token string) auth.Actor {
	grants, ok := map[string]auth.Grant{
		"rina": {Role: lewu.RoleOperator, Agency: "dinas-a"}, "budi": {Role: lewu.RoleOperator, Agency: "dinas-b"}, "sari": {Role: lewu.RoleWalidata},
		"kamera": {Role: lewu.RoleCamera},
	}[token]
	if !ok {
		return auth.Anybody()
	}
	rights := auth.RulesOf(intake.Permissions()).Rights([]auth.Grant{grants}, func(id string) []string { return []string{id} })
	return auth.Actor{Kind: auth.Person, ID: token, Name: token, Office: "Kantor Contoh", Agency: grants.Agency, Rights: rights}
}

// visit asks for a page with the session of an officer; empty: with none.
func (h hall) visit(path, token string) *httptest.ResponseRecorder {
	h.t.Helper()
	r := httptest.NewRequestWithContext(h.t.Context(), http.MethodGet, path, nil)
	if token != "" {
		r.AddCookie(&http.Cookie{Name: "__Host-lewu", Value: token})
	}
	w := httptest.NewRecorder()
	h.http.ServeHTTP(w, r)
	return w
}

// wait adds a dataset that has no version yet.
func (h hall) wait(e booktest.Edition) catalog.Dataset {
	h.t.Helper()
	e.Set.ID, e.Set.SortKey = db.NewID(), e.Set.Title
	h.write(func(tx *sql.Tx) error { return h.room.Catalog.InsertDataset(h.t.Context(), tx, e.Set) })
	return e.Set
}

// receive puts a file on the road that nobody has looked at.
func (h hall) receive(set catalog.Dataset) string {
	h.t.Helper()
	b := catalog.Batch{ID: db.NewID(), Dataset: set.ID, State: catalog.Received, Mode: catalog.Replace, Sender: "rina", Office: "Dinas Contoh A", CreatedAt: booktest.TheDay()}
	h.write(func(tx *sql.Tx) error { return h.room.Catalog.InsertBatch(h.t.Context(), tx, b, nil) })
	return b.ID
}

// publish makes a delivery the next version, signed by two offices.
func (h hall) publish(set catalog.Dataset, batch string) {
	h.t.Helper()
	b, err := h.room.Catalog.Batch(h.t.Context(), batch)
	if err != nil {
		h.t.Fatal(err)
	}
	was, p := b.State, b.Prepared
	b.State, b.Version = catalog.Published, p.N
	v := catalog.Version{
		Dataset: set.ID, N: p.N, Batch: b.ID, Base: p.Base, Mode: b.Mode, Rows: p.Rows, Added: p.Added, Changed: p.Changed, Berkas: p.Berkas, BerkasSize: p.BerkasSize,
		Isi: p.Isi, IsiSize: p.IsiSize, Columns: p.Columns, Key: set.Key, Manifest: p.Manifest, Publisher: "sari", Office: "Dinas Kominfo Contoh",
		SubstanceOffice: "Dinas Contoh A", FormOffice: "Dinas Kominfo Contoh", PublishedAt: booktest.TheDay(), Extent: p.Extent,
	}
	h.write(func(tx *sql.Tx) error {
		if _, err := h.room.Catalog.SaveBatch(h.t.Context(), tx, b, was); err != nil {
			return err
		}
		if _, err := h.room.Catalog.Flip(h.t.Context(), tx, set.ID, p.N, v.PublishedAt); err != nil {
			return err
		}
		return h.room.Catalog.InsertVersion(h.t.Context(), tx, v)
	})
}
