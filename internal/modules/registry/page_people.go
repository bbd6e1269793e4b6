package registry

import (
	"net/http"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/web"
)

// peoplePages are the routes of people.
func (m *module) peoplePages() []lewu.Page {
	keeps := lewu.Need{Perm: auth.PermPeople, Owner: m.personOwner}
	return []lewu.Page{
		{Pattern: "GET /kerja/orang", Need: lewu.Need{Perm: permPeople, Lists: true}, Serve: m.showPeople},
		{Pattern: "GET /kerja/orang/baru", Need: lewu.Need{Perm: auth.PermPeople}, Serve: m.showNewPerson},
		{Pattern: "POST /kerja/orang/baru", Need: lewu.Need{Perm: auth.PermPeople}, MaxBody: maxForm, Serve: m.addPerson},
		{Pattern: "GET /kerja/orang/{id}", Need: lewu.Need{Perm: permPeople, Owner: m.personOwner}, Serve: m.showPerson},
		{Pattern: "POST /kerja/orang/{id}", Need: keeps, MaxBody: maxForm, Serve: m.act(changePerson)},
		{Pattern: "POST /kerja/orang/{id}/peran", Need: keeps, MaxBody: maxForm, Serve: m.act(addRole)},
		{Pattern: "POST /kerja/orang/{id}/cabut", Need: keeps, MaxBody: maxForm, Serve: m.act(dropRole)},
		{Pattern: "POST /kerja/orang/{id}/mutasi", Need: keeps, MaxBody: maxForm, Serve: m.act(movePerson)},
		{Pattern: "POST /kerja/orang/{id}/tutup", Need: keeps, MaxBody: maxForm, Serve: m.act(closePerson)},
		{Pattern: "POST /kerja/orang/{id}/buka", Need: keeps, MaxBody: maxForm, Serve: m.act(reopenPerson)},
		{Pattern: "POST /kerja/orang/{id}/sesi", Need: keeps, MaxBody: maxForm, Serve: m.act(endSessions)},
		{Pattern: "POST /kerja/orang/{id}/undangan", Need: keeps, MaxBody: maxForm, Serve: m.invite},
		{Pattern: "POST /kerja/orang/{id}/pulihkan", Need: lewu.Need{Perm: auth.PermAsk, Owner: m.personOwner}, MaxBody: maxForm, Serve: m.act(askReset)},
		{Pattern: "POST /kerja/orang/{id}/batal", Need: lewu.Need{Perm: auth.PermAsk, Owner: m.personOwner}, MaxBody: maxForm, Serve: m.act(cancelReset)},
		{Pattern: "POST /kerja/orang/{id}/sahkan", Need: lewu.Need{Perm: auth.PermReset, Owner: m.personOwner}, MaxBody: maxForm, Serve: m.confirmReset},
	}
}

// peoplePage is everybody whom the reader may see.
type peoplePage struct {
	web.Base
	Lede   string
	News   *web.Notice
	Search web.Search
	Closed bool
	Toggle string // address of the list with, or without, closed accounts
	Resets []resetRow
	Table  web.Table
	Empty  *web.Empty
	May    bool // add people
	Import bool // many of them, by a workbook
}

// A resetRow is somebody who waits to be let in again.
type resetRow struct {
	Name, Link, Why, By string
	Reset               auth.Reset
}

// showPeople serves GET /kerja/orang.
func (m *module) showPeople(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	query := r.URL.Query()
	closed := query.Get("tutup") == "1"
	word := strings.TrimSpace(query.Get("q"))
	list, err := m.Accounts.List(ctx, auth.Filter{Scope: auth.Agencies(ctx, permPeople), Query: word, Closed: closed})
	if err != nil {
		return err
	}
	settings, err := m.Ref.Settings(ctx)
	if err != nil {
		return err
	}
	p := peoplePage{Base: m.base(r, lewu.Msg("registry.title-people")), Closed: closed, May: may(r, auth.PermPeople, ""), Import: may(r, permImport, "")}
	p.News = news(r, p.Base)
	p.Search = web.Search{Page: p.Base, ID: "cari-orang", Action: "/kerja/orang", Value: word, Label: lewu.Msg("registry.people-search")}
	p.Toggle = "/kerja/orang?tutup=1"
	if closed {
		p.Search.Keep = []web.Hidden{{Name: "tutup", Value: "1"}}
		p.Toggle = "/kerja/orang"
	}
	p.Lede = p.T("registry.people-lede", "n", len(list))
	if word != "" {
		p.Lede = p.T("registry.people-found", "n", len(list), "q", word)
	}
	p.Table = web.Table{Page: p.Base, Caption: lewu.Msg("registry.title-people"), Hidden: true, Stack: true}
	for _, key := range []string{"registry.name", "registry.agency", "registry.post", "registry.roles", "registry.state"} {
		p.Table.Columns = append(p.Table.Columns, web.TableColumn{Label: p.T(key)})
	}
	for _, a := range list {
		p.Table.Rows = append(p.Table.Rows, web.TableRow{Cells: m.personCells(p.Base, a, settings.VerifierLabel)})
	}
	if len(list) == 0 {
		p.Empty = &web.Empty{Page: p.Base, Title: lewu.Msg("registry.people-none"), Body: lewu.Msg("registry.people-none-do"), Link: "/kerja/orang", Go: lewu.Msg("registry.people-all")}
	}
	if p.Resets, err = m.resetRows(r, p.Base); err != nil {
		return err
	}
	return m.Web.Page(w, http.StatusOK, "registry/people", p)
}

func (m *module) personCells(b web.Base, a auth.Account, verifier string) []web.TableCell {
	return []web.TableCell{
		{Text: a.Name, Href: "/kerja/orang/" + a.ID, Head: true, Label: b.T("registry.name")},
		{Text: a.Office, Label: b.T("registry.agency")},
		{Text: a.Post, Label: b.T("registry.post")},
		{Text: m.roleNames(b, a, verifier), Label: b.T("registry.roles")},
		{Text: b.Say(m.state(b, a).Text), Label: b.T("registry.state")},
	}
}

// roleNames are the roles of somebody in a line, each once.
func (m *module) roleNames(b web.Base, a auth.Account, verifier string) string {
	var names []string
	for _, role := range lewu.Roles() {
		if slices.ContainsFunc(a.Grants, func(g auth.Grant) bool { return g.Role == role }) {
			names = append(names, m.roleName(b, role, verifier))
		}
	}
	return strings.Join(names, ", ")
}

// resetRows are those who wait to be let in again, for who may ask or confirm it.
func (m *module) resetRows(r *http.Request, b web.Base) (rows []resetRow, err error) {
	if auth.Agencies(r.Context(), auth.PermAsk).Empty() {
		return nil, nil
	}
	list, err := m.Accounts.Resets(r.Context())
	for _, reset := range list {
		rows = append(rows, resetRow{
			Name: reset.Name, Link: "/kerja/orang/" + reset.Account, Why: reset.Why, Reset: reset,
			By: b.T("registry.reset-by", "name", reset.AskedName, "when", b.DateTime(reset.AskedAt)),
		})
	}
	return rows, err
}
