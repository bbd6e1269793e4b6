package app_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// A matrix is a house with five agencies: two that stand alone, two that were
// merged, and the one they became. Each has a dataset, a batch, a person and
// whatever else a route can name.
type matrix struct {
	*house
	agency  map[string]string // id by letter: "a", "b", "m1", "m2", "m"
	batch   map[string]string // id by letter
	person  map[string]string
	reports map[string]string // number by letter
}

// heir is which agency answers today, in this test's own words: the oracle knows
// nothing of ref.
var heir = map[string]string{"a": "a", "b": "b", "m1": "m", "m2": "m", "m": "m"}

var letters = []string{"a", "b", "m1", "m2", "m"}

func newMatrix(t *testing.T) *matrix {
	t.Helper()
	m := &matrix{house: openHouse(t, t.TempDir()), agency: map[string]string{}, batch: map[string]string{}, person: map[string]string{}, reports: map[string]string{}}
	ctx := auth.With(t.Context(), auth.CommandLine("uji"))
	write := func(fn func(tx *sql.Tx) error) {
		t.Helper()
		if err := m.DB.Write(ctx, fn); err != nil {
			t.Fatal(err)
		}
	}
	for _, letter := range letters {
		write(func(tx *sql.Tx) error {
			a, err := m.Ref.Add(ctx, tx, ref.Agency{Periods: []ref.Period{{From: "2017-01-01", Name: "Dinas " + strings.ToUpper(letter)}}})
			m.agency[letter] = a.ID
			return err
		})
		b := m.send(t, intake.Order{
			New:  &catalog.Dataset{Slug: "data-" + letter, Title: "Data " + letter, Agency: m.agency[letter], Topic: "uji"},
			Data: parcel(letter+".csv", []byte("tahun,nilai\n2024,1\n2025,2\n")),
		})
		m.batch[letter] = b.ID
		write(func(tx *sql.Tx) error {
			p, err := m.Accounts.Create(ctx, tx, auth.Account{Mail: letter + "@uji.example", Name: "Orang " + letter, Agency: m.agency[letter]})
			m.person[letter] = p.ID
			return err
		})
	}
	write(func(tx *sql.Tx) error {
		return m.Ref.Succeed(ctx, tx, ref.Succession{
			From: []string{m.agency["m1"], m.agency["m2"]}, To: []string{m.agency["m"]}, On: "2020-01-01", Decree: "Perda 1/2019",
		})
	})
	if err := m.OpenFace(ctx); err != nil {
		t.Fatal(err)
	}
	for _, letter := range letters {
		m.reports[letter] = m.report(t, letter)
	}
	return m
}

// report is what a citizen saw wrong on a page of an agency; it gives its number.
func (m *matrix) report(t *testing.T, letter string) string {
	t.Helper()
	number := fmt.Sprintf("R-2026-%04d", 1+len(m.reports))
	_, err := m.DB.ExecContext(t.Context(), `INSERT INTO about_correction (number, form, secret, page, place, title, dataset, agency_id, lang, wrong, better, contact, at)
		VALUES ($1, $1, 'x', $2, $2, '', $3, $4, 'id', 'keliru', '', '', 1)`, number, "/data/data-"+letter, "data-"+letter, m.agency[letter])
	if err != nil {
		t.Fatal(err)
	}
	return number
}

// A rule is a route with what it asks for.
type rule struct {
	pattern string
	need    lewu.Need
}

func (m *matrix) rules() (list []rule) {
	for _, room := range app.RoomsOf(m.House) {
		for _, p := range room.Pages {
			list = append(list, rule{p.Pattern, p.Need})
		}
		for _, o := range room.API {
			list = append(list, rule{o.Pattern, o.Need})
		}
		for _, s := range room.Streams {
			list = append(list, rule{s.Pattern, s.Need})
		}
	}
	return list
}

// naming says how a route names a thing of an agency: in its path, or in its
// query. A route of a kind that is not here is not in the matrix, and fails it.
func (m *matrix) naming(pattern string) (func(letter string) (path map[string]string, query url.Values), bool) {
	_, path, _ := strings.Cut(pattern, " ")
	under := func(prefix string) bool { return path == prefix || strings.HasPrefix(path, prefix+"/") }
	one := func(name string, of map[string]string) func(string) (map[string]string, url.Values) {
		return func(letter string) (map[string]string, url.Values) {
			return map[string]string{name: of[letter]}, nil
		}
	}
	slugs := map[string]string{}
	for _, letter := range letters {
		slugs[letter] = "data-" + letter
	}
	switch {
	case strings.HasPrefix(path, "/kerja/kiriman/{id}"):
		return one("id", m.batch), true
	case strings.Contains(path, "{slug}") && (under("/kerja/kirim/{slug}") || under("/kerja/data/{slug}")):
		return one("slug", slugs), true
	case path == "/kerja/kirim/baru":
		return func(letter string) (map[string]string, url.Values) {
			return nil, url.Values{"instansi": {m.agency[letter]}}
		}, true
	case under("/kerja/ralat/{number}"):
		return one("number", m.reports), true
	case under("/kerja/instansi/{slug}"):
		return func(letter string) (map[string]string, url.Values) {
			return map[string]string{"slug": "dinas-" + letter}, nil
		}, true
	case under("/kerja/orang/{id}"):
		return one("id", m.person), true
	}
	return nil, false
}

// may is the oracle: what the declarations mean, said again in other words.
func (m *matrix) may(p lewu.Permission, n lewu.Need, g auth.Grant, at, object string) bool {
	if p.Name == auth.PermSelf || p.Name == auth.PermMeans {
		return true
	}
	switch {
	case !slices.Contains(p.Roles, g.Role):
		return false
	case g.Agency == "" || n.Lists:
		return true
	case n.Owner == nil:
		return false // the province's own
	}
	return heir[at] == heir[object]
}

// TestMatrix tries every route of the house with every role in every place on a
// thing of every agency. It asks the routes' own rules, as the road of a request
// does; the handlers behind them are tested in their rooms.
func TestMatrix(t *testing.T) {
	m := newMatrix(t)
	line := func(agency string) []string {
		list, err := m.Ref.Line(t.Context(), agency)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	rules := m.Accounts.Rules()
	tried, routes, guarded := 0, 0, 0
	for _, r := range m.rules() {
		routes++
		if r.need.Perm == "" {
			continue // open to all: web refuses those that change something and do not say why
		}
		guarded++
		objects, name := []string{""}, func(string) (map[string]string, url.Values) { return nil, nil }
		if r.need.Owner != nil {
			found, ok := m.naming(r.pattern)
			if !ok {
				t.Errorf("%s is not in the matrix: say in naming how it names an agency's thing", r.pattern)
				continue
			}
			objects, name = letters, found
		}
		for _, object := range objects {
			path, query := name(object)
			ask := func(actor auth.Actor) error {
				return web.Allowed(request(t.Context(), r.pattern, path, query, actor), r.need)
			}
			if err := ask(auth.Anybody()); !errs.Is(err, errs.SignIn) {
				t.Errorf("%s lets a stranger near %q: %v", r.pattern, object, err)
			}
			tried++
			for _, role := range lewu.Roles() {
				for _, at := range append(slices.Clone(letters), "") {
					g := auth.Grant{Role: role}
					if at != "" {
						g.Agency = m.agency[at]
					}
					actor := auth.Actor{Kind: auth.Person, ID: "x", Fresh: true, Rights: rules.Rights([]auth.Grant{g}, line)}
					err := ask(actor)
					tried++
					want := m.may(rules[r.need.Perm], r.need, g, at, object)
					if want != (err == nil) {
						t.Errorf("%s, %s at %q on %q: %v, want allowed %v", r.pattern, role, at, object, err, want)
						continue
					}
					if !want && !errs.Is(err, errs.NotFound) && !errs.Is(err, errs.Forbidden) {
						t.Errorf("%s, %s at %q on %q: refused with %v", r.pattern, role, at, object, err)
					}
					if !want && object != "" && !errs.Is(err, errs.NotFound) {
						t.Errorf("%s, %s at %q: that %q's thing exists shows: %v", r.pattern, role, at, object, err)
					}
					actor.Fresh = false
					if err := ask(actor); want && errs.Is(err, errs.Confirm) != rules[r.need.Perm].Strong {
						t.Errorf("%s, %s at %q: second factor asked %v, want %v", r.pattern, role, at, err, rules[r.need.Perm].Strong)
					}
				}
			}
		}
	}
	t.Logf("%d routes, %d of them guarded, %d tries", routes, guarded, tried)
	if guarded < 20 {
		t.Errorf("only %d guarded routes: the matrix sees too little", guarded)
	}
}

// request is a request for a pattern with its path values.
func request(ctx context.Context, pattern string, path map[string]string, query url.Values, actor auth.Actor) *http.Request {
	method, target, ok := strings.Cut(pattern, " ")
	if !ok {
		method, target = http.MethodGet, pattern
	}
	for name, value := range path {
		target = strings.ReplaceAll(target, "{"+name+"}", url.PathEscape(value))
	}
	target = strings.NewReplacer("{n}", "1", "{$}", "").Replace(target)
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	r := httptest.NewRequest(method, strings.NewReplacer("{", "", "}", "").Replace(target), nil)
	for name, value := range path {
		r.SetPathValue(name, value)
	}
	r.SetPathValue("n", "1")
	return r.WithContext(auth.With(ctx, actor))
}

// A room whose route nobody gave a rule keeps the house from opening.
func TestPlantedRouteWithoutARule(t *testing.T) {
	for _, test := range []struct {
		name string
		page lewu.Page
		says string
	}{
		{"no rule", lewu.Page{Pattern: "POST /kerja/tanam", Serve: func(http.ResponseWriter, *http.Request) error { return nil }}, "has no rule"},
		{"a permission that nobody declares", lewu.Page{Pattern: "POST /kerja/tanam", Need: lewu.Need{Perm: "tanam.saja"}, Serve: func(http.ResponseWriter, *http.Request) error { return nil }}, "nobody declares"},
	} {
		h := openHouse(t, t.TempDir())
		app.Plant(h.House, lewu.Description{Name: "tanam", Pages: []lewu.Page{test.page}})
		if err := h.OpenFace(t.Context()); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", test.name, err, test.says)
		}
	}
}
