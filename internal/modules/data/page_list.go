package data

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/web"
)

// listPage is the list of datasets. Public and synthetic ones never stand in
// one list.
type listPage struct {
	web.Base
	Total    int
	Agencies int
	Groups   []listGroup
}

type listGroup struct {
	ID    string
	Title lewu.Message
	Items []listItem
}

// A listItem is one dataset of a list.
type listItem struct {
	catalog.Entry
	Name string // in the language of the page
}

// showList serves GET /data.
func (m *module) showList(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	list, err := m.Catalog.Published(r.Context())
	if err != nil {
		return err
	}
	p := listPage{Base: m.Web.Base(r, lewu.Msg("data.title")), Total: len(list)}
	p.Description = lewu.Msg("data.description")
	public := listGroup{ID: "publik", Title: lewu.Msg("data.group-public")}
	sample := listGroup{ID: "contoh", Title: lewu.Msg("data.group-sample")}
	agencies := map[string]bool{}
	for _, e := range list {
		agencies[e.Agency] = true
		item := listItem{e, name(p.Base, e.Dataset)}
		if e.Contoh {
			sample.Items = append(sample.Items, item)
		} else {
			public.Items = append(public.Items, item)
		}
	}
	p.Agencies = len(agencies)
	for _, g := range []listGroup{public, sample} {
		if len(g.Items) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return m.Web.Page(w, http.StatusOK, "data/list", p)
}

// name is a dataset's title in the language of a page.
func name(b web.Base, d catalog.Dataset) string {
	if b.Lang() == "en" && d.TitleEN != "" {
		return d.TitleEN
	}
	return d.Title
}

// CSV is the size of the plain download beside its button.
func (i listItem) CSV() int64 { return i.IsiSize }
