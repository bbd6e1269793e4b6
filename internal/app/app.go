// Package app puts the house together: opens the stores, migrates them, makes
// the rooms, mounts them, and runs their jobs and services.
package app

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/artefact"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/certs"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/jobs"
	"github.com/lewu-id/lewu/internal/modules"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/search"
	"github.com/lewu-id/lewu/internal/table"
)

// province is the code of the house's own province. It becomes a setting when
// there is a place to set it.
const (
	provinceCode = "62"
	provinceName = "Kalimantan Tengah"
)

// shelfLimit bounds the ready-made downloads on disk, in bytes.
const shelfLimit = 4 << 30

// Options say how to open a house.
type Options struct {
	Config config.Config
	Clock  clock.Clock
	Log    *slog.Logger
	Build  string
}

// A House is the whole program, open.
type House struct {
	*platform.Platform
	Messages *i18n.Catalogue

	build   string
	rooms   []lewu.Description
	queue   *jobs.Queue
	scratch string
	mux     *http.ServeMux

	certificates *certs.Keeper // nil: plain http
}

// Open opens every store, brings its tables up to date and makes the rooms.
// Nothing runs yet.
func Open(ctx context.Context, o Options) (_ *House, err error) {
	h := &House{Platform: &platform.Platform{Config: o.Config, Clock: o.Clock, Log: o.Log}, build: o.Build}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Close())
		}
	}()
	if err := h.openStores(ctx); err != nil {
		return nil, err
	}
	h.Road = intake.New(intake.Options{
		Catalog: h.Catalog, Ref: h.Ref, Blobs: h.Blobs, Tables: h.Tables, Home: provinceCode, Temp: h.scratch, Clock: o.Clock, Log: o.Log,
		Enqueue: func(ctx context.Context, tx *sql.Tx, w intake.Walk) error {
			return h.queue.AddOnce(ctx, tx, intake.Job, w)
		},
	})
	h.Published = &published.Reader{
		Catalog: h.Catalog, Blobs: h.Blobs, Tables: h.Tables, Road: h.Road, Temp: h.scratch, Log: o.Log,
	}
	for _, m := range modules.All(h.Platform) {
		h.rooms = append(h.rooms, m.Describe())
	}
	for _, room := range h.rooms {
		h.Road.Formats = append(h.Road.Formats, room.Intake...)
	}
	key, err := sealingKey(o.Config.Key, o.Config.Data, o.Config.DB)
	if err != nil {
		return nil, err
	}
	h.Accounts = auth.Open(auth.Options{
		DB: h.DB, Ref: h.Ref, Clock: o.Clock, URL: o.Config.URL, Key: key, Perms: h.permissions(), Log: o.Log,
		HandOver: h.Road.HandOver,
	})
	if h.Messages, err = i18n.Load(messageFiles(h.rooms)...); err != nil {
		return nil, err
	}
	if h.queue, err = jobs.New(h.DB, h.jobList(), o.Log); err != nil {
		return nil, err
	}
	return h, h.migrate(ctx)
}

// openStores opens what lies on disks and behind networks.
func (h *House) openStores(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "app.openStores")

	c := h.Config
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return errs.Because(errs.Invalid, err, "app.data-folder", "folder", c.Data)
	}
	if h.scratch, err = newScratch(filepath.Join(c.Data, "kerja")); err != nil {
		return errs.Because(errs.Invalid, err, "app.data-folder", "folder", c.Data)
	}
	if h.DB, err = db.Open(ctx, absolute(c.DB)); err != nil {
		return err
	}
	if h.Blobs, err = blob.Open(ctx, c.Blob); err != nil {
		return err
	}
	if h.Tables, err = table.Open(table.Options{Dir: h.scratch}); err != nil {
		return err
	}
	if h.Artefacts, err = artefact.Open(filepath.Join(c.Data, "unduhan"), shelfLimit); err != nil {
		return err
	}
	h.Catalog, h.Search, h.Ref = catalog.New(h.DB), search.New(h.DB), ref.New(h.DB, h.Clock)
	h.Ref.Carry(func(ctx context.Context, tx *sql.Tx) error {
		return h.Catalog.FollowAgencies(ctx, tx, h.Ref, h.Clock())
	})
	return nil
}

// isFile tells whether a database address is a file of this machine.
func isFile(url string) bool { return strings.HasPrefix(url, "sqlite:") }

// absolute is a database address whose SQLite path no longer depends on the
// folder the program was started in.
func absolute(url string) string {
	if !isFile(url) {
		return url
	}
	path := strings.TrimPrefix(url, "sqlite:")
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	return "sqlite:" + path
}

// Close stops what runs and closes the stores. It may be called on a house
// that opened only in part.
func (h *House) Close() error {
	var faults []error
	if h.Artefacts != nil {
		faults = append(faults, h.Artefacts.Close()) // what is being made there asks the tables
	}
	if h.Tables != nil {
		faults = append(faults, h.Tables.Close())
	}
	if h.DB != nil {
		faults = append(faults, h.DB.Close())
	}
	if h.scratch != "" {
		faults = append(faults, os.RemoveAll(h.scratch))
	}
	return errors.Join(faults...)
}

// permissions are those of the road and of all rooms.
func (h *House) permissions() []lewu.Permission {
	list := intake.Permissions()
	for _, room := range h.rooms {
		list = append(list, room.Perms...)
	}
	return list
}

// jobList is the road's own job and those of all rooms.
func (h *House) jobList() []lewu.Job {
	list := []lewu.Job{
		{Name: intake.Job, Run: h.Road.Work},
		{Name: "agencies.names", Every: time.Hour, Run: h.nameAgencies},
	}
	for _, room := range h.rooms {
		list = append(list, room.Jobs...)
	}
	return list
}

// nameAgencies has datasets carry on what their agencies are called since today:
// decrees take effect on a day, with nobody at the desk.
func (h *House) nameAgencies(ctx context.Context, _ json.RawMessage) error {
	return h.Catalog.NameAgencies(ctx, h.Ref, h.Clock())
}

// Scratch is this process's folder for work in progress.
func (h *House) Scratch() string { return h.scratch }
