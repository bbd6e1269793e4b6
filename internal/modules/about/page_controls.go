package about

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/web"
)

// soloPage is how many versions without a second pair of eyes a page lists.
const soloPage = 20

// A controlsPage is what anybody can check of how the house is run.
type controlsPage struct {
	web.Base
	Lede  string
	Facts web.Facts
	Chain web.Facts
	Heads web.Downloads
	Solo  []edition
	None  web.Empty // where all versions have been seen by two offices
	Pager web.Pager
}

// showControls serves GET /tentang/kendali.
func (m *module) showControls(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	ctx := r.Context()
	p := controlsPage{Base: m.Web.Base(r, lewu.Msg("about.controls.title"))}
	p.Description, p.Crumbs = lewu.Msg("about.controls.summary"), crumbs()
	o, err := m.Catalog.Oversight(ctx)
	if err != nil {
		return err
	}
	switch {
	case o.Versions == 0:
		p.Lede = p.T("about.controls.lede-none")
	case o.Signed == o.Versions:
		p.Lede = p.T("about.controls.lede-all", "n", o.Versions)
	default:
		p.Lede = p.T("about.controls.lede", "n", o.Versions, "signed", o.Signed, "share", share(o, p.Base))
	}
	if err := m.fillProofs(ctx, &p); err != nil {
		return err
	}
	if err := m.fillChain(ctx, &p); err != nil {
		return err
	}
	if err := m.fillSolo(ctx, &p, pageOf(r.URL.Query().Get(keyPage)), o); err != nil {
		return err
	}
	return m.Web.Page(w, http.StatusOK, "about/controls", p)
}

// share is the part that two offices signed, in whole percent: never 100 where
// one is missing, never 0 where there is one.
func share(o catalog.Oversight, b web.Base) string {
	percent := o.Signed * 100 / max(o.Versions, 1)
	if percent == 0 && o.Signed > 0 {
		percent = 1
	}
	return b.Int(percent)
}

// fillProofs says when it was last shown that the house can be trusted.
func (m *module) fillProofs(ctx context.Context, p *controlsPage) error {
	p.Facts = web.Facts{Page: p.Base}
	for _, proof := range []struct {
		action, key string
		note        func(audit.Proof) lewu.Message
	}{
		{audit.ActBackup, "about.last-backup", func(audit.Proof) lewu.Message { return lewu.Message{} }},
		{audit.ActRestore, "about.last-restore", func(a audit.Proof) lewu.Message {
			return lewu.Msg("about.restore-note", "day", p.Date(a.MadeAt), "rows", p.Int(a.Rows), "files", p.Int(a.Blobs))
		}},
		{audit.ActDoctor, "about.last-doctor", func(a audit.Proof) lewu.Message {
			if a.Findings > 0 {
				return lewu.Msg("about.doctor-found", "n", p.Int(a.Findings))
			}
			return lewu.Msg("about.doctor-good")
		}},
	} {
		last, ok, err := audit.LastProof(ctx, m.DB, proof.action)
		if err != nil {
			return err
		}
		f := web.Fact{Label: lewu.Msg(proof.key), Value: p.T("about.never")}
		if ok {
			f.Value, f.Note = p.T("about.when", "time", p.DateTime(last.At), "ago", p.Ago(last.At)), proof.note(last)
		}
		p.Facts.Rows = append(p.Facts.Rows, f)
	}
	waiting, err := m.waitingFact(ctx, p.Base)
	p.Facts.Rows = append(p.Facts.Rows, waiting)
	return err
}

// waitingFact counts the reports that nobody has answered yet, with their age.
func (m *module) waitingFact(ctx context.Context, b web.Base) (f web.Fact, err error) {
	n, oldest, _, err := m.store.Waiting(ctx, auth.Scope{Province: true})
	f = web.Fact{Label: lewu.Msg("about.waiting"), Value: b.Int(n), Link: listPath}
	if n > 0 {
		f.Note = lewu.Msg("about.waiting-since", "ago", b.Ago(oldest))
	}
	return f, err
}

// fillChain says where the trail ends, for those who keep it.
func (m *module) fillChain(ctx context.Context, p *controlsPage) error {
	n, head, err := audit.Head(ctx, m.DB)
	if err != nil {
		return err
	}
	days, err := audit.Days(ctx, m.DB)
	if err != nil {
		return err
	}
	p.Chain = web.Facts{Page: p.Base, Rows: []web.Fact{{Label: lewu.Msg("about.chain-length"), Value: p.Int(n)}}}
	if n > 0 {
		p.Chain.Rows = append(p.Chain.Rows, web.Fact{Label: lewu.Msg("about.chain-head"), Value: head, Code: true})
	}
	if len(days) > 0 {
		last := days[len(days)-1]
		p.Chain.Rows = append(p.Chain.Rows,
			web.Fact{Label: lewu.Msg("about.chain-day"), Value: p.T("about.chain-day-value", "day", p.Day(last.Day), "n", last.N)},
			web.Fact{Label: lewu.Msg("about.chain-day-head"), Value: last.Hash, Code: true})
	}
	p.Heads = web.Downloads{Page: p.Base, Items: []web.Download{
		{Label: lewu.Msg("about.heads"), Path: headsText, Note: lewu.Msg("about.heads-note", "n", p.Int(len(days)))},
	}}
	return nil
}

// fillSolo lists the versions that no second pair of eyes saw.
func (m *module) fillSolo(ctx context.Context, p *controlsPage, page int, o catalog.Oversight) error {
	list, err := m.Catalog.Solos(ctx, soloPage+1, (page-1)*soloPage)
	if err != nil {
		return err
	}
	p.None = web.Empty{Page: p.Base, Title: lewu.Msg("about.solo-none")}
	p.Pager = web.Pager{Page: p.Base, Label: lewu.Msg("about.solo")}
	if page > 1 {
		p.Pager.Prev = at(controls, page-1)
	}
	if len(list) > soloPage {
		list, p.Pager.Next = list[:soloPage], at(controls, page+1)
	}
	if len(list) > 0 {
		from := (page-1)*soloPage + 1
		p.Pager.Shown = lewu.Msg("about.shown", "from", p.Int(from), "to", p.Int(from+len(list)-1), "n", p.Int(o.Versions-o.Signed))
	}
	for _, v := range list {
		p.Solo = append(p.Solo, edition{
			Title: titleOf(p.Base, v.Title, v.TitleEN, v.Contoh), Path: p.Link(versionPath(v.Slug, v.N, v.Current)),
			Meta: p.T("about.edition", "n", v.N, "day", v.PublishedAt, "office", v.Office), Reason: v.Reason,
		})
	}
	return nil
}

// An edition is a version in a list, with what is to be said of it:
// "about/_editions".
type edition struct {
	Title, Path  string
	Meta, Reason string
	Tag          *web.Tag
}

// titleOf is the title of a dataset in the language of the page; what is
// synthetic says so, in the title or behind it.
func titleOf(b web.Base, title, english string, contoh bool) string {
	if b.Lang() == "en" && english != "" {
		title = english
	}
	if contoh && !strings.Contains(title, "(contoh)") && !strings.Contains(title, "(sample)") {
		title = b.T("about.sample", "title", title)
	}
	return title
}

// versionPath is the page of a version: the plain address while it is in force.
func versionPath(slug string, n int, current bool) string {
	if current {
		return "/data/" + slug
	}
	return "/data/" + slug + "?versi=" + strconv.Itoa(n)
}

// showHeads serves GET /tentang/kendali/jejak.txt: the end of the chain on each
// day, for whoever wants to hold the house to it.
func (m *module) showHeads(w http.ResponseWriter, r *http.Request) error {
	days, err := audit.Days(r.Context(), m.DB)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	return audit.WriteHeads(w, []string{
		"Jejak audit " + m.Config.URL + ": ujung rantai setiap hari / head of the audit trail, day by day",
		"hari nomor sha256 / day number sha256",
		"Simpan salinannya. Periksa: lewu audit verify --kepala jejak.txt",
	}, days)
}

// stamp is a time as programs read it.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
