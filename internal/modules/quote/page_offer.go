package quote

import (
	"errors"
	"maps"
	"net/http"
	"net/url"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/web"
)

// offerPage shows the figure that somebody is about to quote.
type offerPage struct {
	web.Base
	Face   face
	Action string // where the form goes: the address of this page
	Known  string // path of the figure, where it was quoted before
	Refuse *web.Notice
}

// showOffer serves GET /kutip/{slug}: the question in its address is that of
// /data/{slug}/asal. It changes nothing.
func (m *module) showOffer(w http.ResponseWriter, r *http.Request) error {
	q, proof, err := m.asked(r)
	if err != nil {
		return err
	}
	p := offerPage{Base: m.Web.Base(r, lewu.Msg("web.figure.cite"))}
	p.Noindex, p.Contoh, p.Crumbs = true, q.Contoh, crumbs(p.Base, q)
	p.Face = m.face(p.Base, q, proof.Version)
	p.Action = "/kutip/" + q.Receipt.Dataset + "?" + published.Address(proof.Version, proof.Receipt).Encode()
	if why := refusal(proof); why.Key != "" {
		p.Refuse = &web.Notice{Page: p.Base, Tone: web.ToneBad, Title: lewu.Msg("quote.refuse"), Body: why}
		return m.Web.Page(w, http.StatusOK, "quote/offer", p)
	}
	known, err := m.store.Known(r.Context(), q.Number)
	switch {
	case err == nil:
		p.Known = "/a/" + known.ID
	case !errs.Is(err, errs.NotFound):
		return err
	}
	return m.Web.Page(w, http.StatusOK, "quote/offer", p)
}

// keep serves POST /kutip/{slug}. It recomputes the figure from the question in
// the address: nothing that is sent can become one.
func (m *module) keep(w http.ResponseWriter, r *http.Request) error {
	var large *http.MaxBytesError
	if err := r.ParseForm(); errors.As(err, &large) {
		return err
	}
	q, proof, err := m.asked(r)
	if err != nil {
		return err
	}
	if why := refusal(proof); why.Key != "" {
		return errs.Say(errs.Conflict, why.Key)
	}
	id, err := m.store.Keep(r.Context(), q)
	if err != nil {
		return err
	}
	http.Redirect(w, r, m.Web.Base(r, lewu.Message{}).Link("/a/"+id), http.StatusSeeOther)
	return nil
}

// refusal says why a figure cannot be quoted; empty where it can.
func refusal(p *published.Proof) lewu.Message {
	switch {
	case p.Verdict == published.Differ:
		return lewu.Msg("quote.differs")
	case p.Receipt.Result == "":
		return lewu.Msg("quote.empty")
	}
	return lewu.Message{}
}

// asked proves the figure that a request asks for, in ?versi= or the version in
// force.
func (m *module) asked(r *http.Request) (q quoted, p *published.Proof, err error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return q, nil, errs.Because(errs.Invalid, err, "quote.query-bad")
	}
	maps.DeleteFunc(values, func(name string, _ []string) bool { return web.Tracking(name) })
	set, err := m.Catalog.Dataset(r.Context(), r.PathValue("slug"))
	if err != nil {
		return q, nil, err
	}
	var v catalog.Version
	if v, err = m.version(r.Context(), set, values.Get("versi")); err != nil {
		return q, nil, err
	}
	receipt, err := published.Asked(set, v, values)
	if err != nil {
		return q, nil, err
	}
	if p, err = m.Published.Open(r.Context(), set, v, receipt); err != nil {
		return q, nil, err
	}
	q, err = m.quoteOf(r.Context(), m.Web.Base(r, lewu.Message{}), set, p)
	return q, p, err
}
