// Package web is the front of the house: the road every request takes, the
// layout and components of pages, the words for errors, assets, and the page
// cache. Rooms hand it a Description; handlers return errors and never write a
// status for them.
package web

import (
	"context"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"runtime"
	"sort"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/cache"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/i18n"
)

// Options are what the front needs to know. Only Messages and URL must be set.
type Options struct {
	Messages *i18n.Catalogue
	URL      string // absolute links come from here, never from Host: "https://lewu.example"
	Province string // "Kalimantan Tengah"
	Build    string // build id, shown by /healthz
	Clock    clock.Clock
	Log      *slog.Logger

	TrustedProxies []netip.Prefix // whose X-Forwarded-For and X-Request-Id are believed

	Identify func(ctx context.Context, token string) (auth.Actor, error)                    // whose session it is; nil: there are no accounts
	Prove    func(w http.ResponseWriter, r *http.Request, p auth.Proof) (auth.Actor, error) // second factor again, with a new token
	Refused  func(r *http.Request, pattern string, why error)                               // a signed-in person was refused; nil: not recorded
	Desk     func() []lewu.DeskItem                                                         // the staff's menu; nil: none
	Nav      func() []lewu.NavItem                                                          // nil: no menu
	Look     func(ctx context.Context) Look                                                 // what the province says of itself; nil: nothing
	Demo     bool                                                                           // synthetic data: strip on every page, nothing indexed

	CacheBytes int64                // 0: cache.DefaultBytes
	Limits     map[lewu.Class]Limit // admission; a class that is left out has its default
}

// Web serves the pages of the house. Call New, Add for every room, then Mount
// for every room, then Handler; it is safe for concurrent use after that.
type Web struct {
	opt    Options
	base   *url.URL
	cross  *http.CrossOriginProtection
	secure []headerLine
	cache  *cache.Cache
	gates  map[lewu.Class]*gate

	frame    *template.Template // layout and components; cloned, never executed
	partials map[string]*template.Template
	pages    map[string]*template.Template // by "<room>/<file>"
	assets   map[string]*cache.Entry       // by path "/_aset/<hash>/<room>/<file>"
	address  map[string]string             // asset path by "<room>/<file>"
	patterns map[string]bool               // what is mounted
	endings  map[string]bool               // of patterns such as "/data/{slug}.csv": ".csv"
}

// New makes the front of a house without rooms.
func New(opt Options) (_ *Web, err error) {
	defer errs.Wrap(&err, "web.New(%q)", opt.URL)

	base, err := url.Parse(opt.URL)
	if err != nil {
		return nil, err
	}
	if (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" || strings.Trim(base.Path, "/") != "" {
		return nil, fmt.Errorf("%q is not the address of a site: write https://host", opt.URL)
	}
	if opt.Messages == nil {
		return nil, fmt.Errorf("no messages")
	}
	opt = withDefaults(opt)
	opt.URL = base.Scheme + "://" + base.Host
	s := &Web{
		opt: opt, base: base,
		cross:    http.NewCrossOriginProtection(),
		cache:    cache.New(opt.CacheBytes, opt.Clock),
		gates:    newGates(opt.Limits, runtime.GOMAXPROCS(0)),
		secure:   secureHeaders(base.Scheme == "https", opt.Demo),
		partials: make(map[string]*template.Template),
		pages:    make(map[string]*template.Template),
		assets:   make(map[string]*cache.Entry),
		address:  make(map[string]string),
		patterns: make(map[string]bool),
		endings:  make(map[string]bool),
	}
	if err := s.cross.AddTrustedOrigin(opt.URL); err != nil {
		return nil, err
	}
	if err := s.addOwn(); err != nil {
		return nil, err
	}
	return s, nil
}

func withDefaults(opt Options) Options {
	if opt.Clock == nil {
		opt.Clock = clock.System
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.CacheBytes == 0 {
		opt.CacheBytes = cache.DefaultBytes
	}
	if opt.Identify == nil {
		opt.Identify = nobody
	}
	if opt.Refused == nil {
		opt.Refused = func(*http.Request, string, error) {}
	}
	if opt.Look == nil {
		opt.Look = func(context.Context) Look { return Look{} }
	}
	if opt.Desk == nil {
		opt.Desk = func() []lewu.DeskItem { return nil }
	}
	if opt.Nav == nil {
		opt.Nav = func() []lewu.NavItem { return nil }
	}
	return opt
}

// Drop forgets every kept page that said Uses of one of the tags.
func (s *Web) Drop(tags ...string) { s.cache.Drop(tags...) }

// DropAll forgets every kept page: after a change of settings or rights.
func (s *Web) DropAll() { s.cache.DropAll() }

// serves tells whether an address without parameters is mounted: the layout
// links only to rooms that exist.
func (s *Web) serves(path string) bool { return s.patterns["GET "+path] }

// nav lists the main menu in its order.
func (s *Web) nav() []lewu.NavItem {
	items := append([]lewu.NavItem(nil), s.opt.Nav()...)
	sort.SliceStable(items, func(i, j int) bool { return items[i].Order < items[j].Order })
	return items
}
