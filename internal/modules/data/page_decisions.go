package data

import (
	"net/http"
	"net/url"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// decisionsShown is how many decisions one page lists; a daily dataset has five a
// day.
const decisionsShown = 50

// decisionsPage is what offices decided about a dataset, newest first. It knows
// of no person.
type decisionsPage struct {
	web.Base
	Name  string
	Set   catalog.Dataset
	Items []decisionItem
	Pager web.Pager
}

// A decisionItem is one decision, with the version it is about.
type decisionItem struct {
	catalog.Decision
	Words string
	Open  string // page of the version; empty: it made none, or it was taken back
}

// decisionsPath is the page of the decisions about a dataset.
func decisionsPath(slug string) string { return "/data/" + slug + "/keputusan" }

// showDecisions serves GET /data/{slug}/keputusan. A dataset that never had a
// version is not there; one whose versions were all taken back still says why.
func (m *module) showDecisions(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("slug")
	web.Uses(r, "dataset:"+slug)
	set, err := m.Catalog.Dataset(r.Context(), slug)
	if err != nil {
		return err
	}
	versions, err := m.Catalog.Versions(r.Context(), set.ID)
	if err != nil {
		return err
	}
	if len(versions) == 0 {
		return errs.Say(errs.NotFound, "catalog.no-dataset", "name", slug)
	}
	all, err := m.Catalog.Decisions(r.Context(), set.ID)
	if err != nil {
		return err
	}
	number, err := pageNumber(r.URL.Query().Get("halaman"))
	if err != nil {
		return err
	}
	p := decisionsPage{Base: m.Web.Base(r, lewu.Msg("data.decisions-title")), Set: set}
	p.Name = edition.Name(p.Base, set)
	p.Description = lewu.Msg("data.decisions-lede")
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: listPath}, {Label: web.Text(p.Name), Path: "/data/" + slug}}
	p.Contoh, p.Noindex = set.Contoh, true
	open := map[int]bool{}
	for _, v := range versions {
		open[v.N] = v.WithdrawnAt.IsZero()
	}
	p.fill(all, number, open)
	return m.Web.Page(w, http.StatusOK, "data/decisions", p)
}

// pageNumber reads ?halaman=; empty is the first.
func pageNumber(text string) (int, error) {
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, errs.Say(errs.Invalid, "data.page-bad")
	}
	return n, nil
}

// fill lists one page of the decisions; open are the versions that stand.
func (p *decisionsPage) fill(all []catalog.Decision, number int, open map[int]bool) {
	pages := max(1, (len(all)+decisionsShown-1)/decisionsShown)
	number = min(number, pages)
	from := (number - 1) * decisionsShown
	shown := all[from:min(from+decisionsShown, len(all))]
	for _, d := range shown {
		item := decisionItem{Decision: d, Words: text.Capital(p.Say(d.Says()))}
		if d.Version > 0 && open[d.Version] {
			item.Open = "/data/" + p.Set.Slug + "?" + url.Values{"versi": {strconv.Itoa(d.Version)}}.Encode()
		}
		p.Items = append(p.Items, item)
	}
	at := func(n int) string {
		if n == 1 {
			return decisionsPath(p.Set.Slug)
		}
		return decisionsPath(p.Set.Slug) + "?halaman=" + strconv.Itoa(n)
	}
	p.Pager = web.Pager{Page: p.Base, Label: lewu.Msg("data.decisions-pager"), Shown: lewu.Msg("data.decisions-shown",
		"from", strconv.Itoa(min(from+1, len(all))), "to", strconv.Itoa(from+len(shown)), "total", strconv.Itoa(len(all)))}
	if number > 1 {
		p.Pager.Prev = at(number - 1)
	}
	if number < pages {
		p.Pager.Next = at(number + 1)
	}
}
