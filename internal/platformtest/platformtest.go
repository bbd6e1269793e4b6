// Package platformtest puts one room behind the front of a house, on the floors as
// they are, for the tests of that room. People are whoever a test says a token
// stands for; their rights are those that the room declares.
package platformtest

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// URL is where the house of a test stands.
const URL = "https://lewu.example"

// Options are what a test decides.
type Options struct {
	DB    *db.DB
	Clock clock.Clock
	House platform.House // what other rooms would have declared

	// Who says whom a token stands for; nil: nobody. Rules are the permissions of
	// the room and of accounts.
	Who func(ctx context.Context, rules auth.Rules, token string) (auth.Actor, error)
}

// Open makes the platform, has make build the room on it, and gives the front. A
// sentence that a page asks for and nobody wrote fails the test.
func Open(t testing.TB, o Options, make func(p *platform.Platform) lewu.Module) (*platform.Platform, http.Handler) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	p := &platform.Platform{
		Config: config.Config{URL: URL, Data: t.TempDir()}, Clock: o.Clock, Log: slog.New(slog.DiscardHandler), DB: o.DB,
		Catalog: catalog.New(o.DB), Ref: ref.New(o.DB, o.Clock), House: o.House,
	}
	var err error
	p.Blobs, err = blob.Open(t.Context(), t.TempDir())
	must(err)
	room := make(p).Describe()
	p.Accounts = auth.Open(auth.Options{DB: o.DB, Ref: p.Ref, Clock: o.Clock, URL: URL, Perms: room.Perms, Log: p.Log})
	p.Ref.Carry(func(ctx context.Context, tx *sql.Tx) error {
		return p.Catalog.FollowAgencies(ctx, tx, p.Ref, o.Clock())
	})
	for _, m := range platform.Migrations(room) {
		must(o.DB.Migrate(t.Context(), m.Name, m.Files))
	}
	words, err := i18n.Load(platform.Messages(room)...)
	must(err)
	t.Cleanup(func() {
		if faults := words.Faults(); len(faults) > 0 {
			t.Errorf("sentences: %q", faults)
		}
	})
	options := web.Options{Messages: words, URL: URL, Province: "Kalimantan Tengah", Clock: o.Clock, Desk: func() []lewu.DeskItem { return room.Desk }}
	if o.Who != nil {
		options.Identify = func(ctx context.Context, token string) (auth.Actor, error) {
			return o.Who(ctx, p.Accounts.Rules(), token)
		}
	}
	p.Web, err = web.New(options)
	must(err)
	must(p.Web.Add(room))
	mux := http.NewServeMux()
	p.Web.Mount(mux, room)
	return p, p.Web.Handler(mux)
}
