package desk

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/modules/desk/form"
	"github.com/lewu-id/lewu/internal/web"
)

// sendPages are the ways to send data. Files over thin links have slots of their
// own, so that those who look at pages do not wait for them.
func (m *module) sendPages() []lewu.Page {
	set := m.ofSet(intake.MayReceive)
	agency := lewu.Need{Perm: intake.MayReceive, Owner: m.agencyAsked}
	return []lewu.Page{
		{Pattern: "GET " + root + "/kirim", Need: lewu.Need{Perm: intake.MayReceive, Lists: true}, Serve: m.showChoice},
		{Pattern: "GET " + root + "/kirim/baru", Need: agency, Serve: m.showNew},
		{Pattern: "POST " + root + "/kirim/baru", Need: agency, MaxBody: maxDelivery, Class: lewu.ClassExport, Serve: m.sendNew},
		{Pattern: "GET " + root + "/kirim/{slug}", Need: set, Serve: m.showSend},
		{Pattern: "POST " + root + "/kirim/{slug}", Need: set, MaxBody: maxDelivery, Class: lewu.ClassExport, Serve: m.send},
	}
}

// A sendPage takes a file for a dataset that is there.
type sendPage struct {
	web.Base
	Set      catalog.Dataset
	Action   string
	Road     road
	Problems web.Problems
	Parcel   parcel
	Old      *oldBatch
	Before   *before // the version in force
}

// A before is the version that a new file is held against: what it should look
// like.
type before struct {
	N       int
	Text    string
	Columns []beforeColumn
	CSV     string
}

// A beforeColumn is a column by the heading it had in its file.
type beforeColumn struct{ Source, Kind string }

// An oldBatch is the delivery that a new file replaces.
type oldBatch struct {
	Path   string
	Name   string // of its file
	Reason string // why it was returned or refused; empty: it was not
}

// showSend serves GET /kerja/kirim/{slug}. ?ganti= names a batch whose file is
// replaced.
func (m *module) showSend(w http.ResponseWriter, r *http.Request) error {
	return m.sendForm(w, r, http.StatusOK, form.Form{})
}

func (m *module) sendForm(w http.ResponseWriter, r *http.Request, code int, f form.Form) error {
	set, err := m.Catalog.Dataset(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	p := sendPage{
		Base: staff(m.Web.Base(r, lewu.Msg("desk.send-title", "title", set.Title))), Set: set,
		Action: root + "/kirim/" + set.Slug,
	}
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("desk.nav-home"), Path: root}, {Label: lewu.Msg("desk.nav-send"), Path: root + "/kirim"}}
	p.Contoh = set.Contoh
	p.Road = sending(p.Base)
	if err := p.fillBefore(r.Context(), m.Catalog); err != nil {
		return err
	}
	if old := r.URL.Query().Get(fieldOld); old != "" {
		if p.Old, err = m.oldOf(r, p.Base, set, old); err != nil {
			return err
		}
		p.Action += "?" + url.Values{fieldOld: {old}}.Encode()
	}
	p.Parcel = parcelOf(p.Base, f, set)
	p.Problems = f.Problems(p.Base)
	return m.Web.Page(w, code, "desk/send", p)
}

// oldOf finds the batch that a file replaces.
func (m *module) oldOf(r *http.Request, base web.Base, set catalog.Dataset, id string) (*oldBatch, error) {
	if !isID(id) {
		return nil, errs.Say(errs.NotFound, "auth.not-yours")
	}
	b, err := m.Catalog.Batch(r.Context(), id)
	if err == nil && b.Dataset != set.ID {
		err = errs.Say(errs.NotFound, "auth.not-yours")
	}
	if err != nil {
		return nil, strange(err)
	}
	list, err := m.Catalog.Files(r.Context(), id)
	if err != nil {
		return nil, err
	}
	old := &oldBatch{Path: pathOf(id), Name: dataFile(list).Name}
	if b.Failure.Key != "" {
		old.Reason = reasonOf(base, b)
	}
	return old, nil
}

// fillBefore shows what the version in force looks like.
func (p *sendPage) fillBefore(ctx context.Context, store *catalog.Store) error {
	if p.Set.Current == 0 {
		return nil
	}
	v, err := store.Version(ctx, p.Set.ID, p.Set.Current)
	if err != nil {
		return err
	}
	p.Before = &before{
		N: v.N, Text: p.T("desk.before-text", "rows", v.Rows, "columns", len(v.Columns), "day", v.PublishedAt), CSV: p.Link("/data/" + p.Set.Slug + ".csv"),
	}
	for _, c := range v.Columns {
		p.Before.Columns = append(p.Before.Columns, beforeColumn{cmp.Or(c.Source, c.Name), p.T("desk.kind-" + string(c.Kind))})
	}
	return nil
}

// send serves POST /kerja/kirim/{slug}.
func (m *module) send(w http.ResponseWriter, r *http.Request) (err error) {
	sent, actor, err := m.receive(r)
	if err != nil {
		return m.again(w, r, form.Form{}, err, m.sendForm)
	}
	defer func() { err = errors.Join(err, sent.Close()) }()

	f := form.Form{Values: sent.Values}
	order := orderOf(&f, sent)
	order.Slug = r.PathValue("slug")
	if !f.OK() {
		return m.sendForm(w, r, http.StatusBadRequest, f)
	}
	return m.order(w, r, actor, f, order, m.sendForm)
}

// order takes an order to the road, and leads to its batch; what the road refuses
// comes back with the form.
func (m *module) order(w http.ResponseWriter, r *http.Request, actor auth.Actor, f form.Form, o intake.Order, show showForm) error {
	if once := f.Values.Get(fieldOnce); isID(once) {
		o.Once = once
	}
	o.Replaces = r.URL.Query().Get(fieldOld)
	if o.Replaces != "" && !isID(o.Replaces) {
		return errs.Say(errs.NotFound, "auth.not-yours")
	}
	b, err := m.Road.Receive(r.Context(), actor, o)
	if err != nil {
		return m.again(w, r, f, err, show)
	}
	return m.seeOther(w, r, pathOf(b.ID)+"?telah="+actSend)
}

// A showForm shows a form again, with what was typed and what is wrong.
type showForm func(w http.ResponseWriter, r *http.Request, code int, f form.Form) error

// again shows a form with the sentence of an error that a person can mend; other
// errors are given back.
func (m *module) again(w http.ResponseWriter, r *http.Request, f form.Form, err error, show showForm) error {
	if f.Refused(err) != nil {
		return err
	}
	return show(w, r, form.Status(err), f)
}

// seeOther leads on after a change, so that reloading repeats nothing.
func (m *module) seeOther(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, m.Web.Base(r, lewu.Message{}).Link(path), http.StatusSeeOther)
	return nil
}
