package data

import (
	"net/http"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// gonePage stands where a version was taken back, or all of them: why, and what
// to look at instead.
type gonePage struct {
	web.Base
	Set      catalog.Dataset
	Name     string
	Why      lewu.Message
	Instead  string // path of the version in force; empty: there is none
	Go       lewu.Message
	Versions versionsPart
}

// showGone answers 410 to who asks for what was taken back.
func (m *module) showGone(w http.ResponseWriter, r *http.Request, gone error) error {
	set, err := m.Catalog.Dataset(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	p := gonePage{Base: m.Web.Base(r, lewu.Msg("data.gone-title")), Set: set}
	p.Name = edition.Name(p.Base, set)
	p.Why, _ = errs.Public(gone)
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: listPath}}
	p.Contoh, p.Noindex = set.Contoh, true
	if set.Current > 0 {
		p.Instead, p.Go = "/data/"+set.Slug, lewu.Msg("data.gone-instead", "version", strconv.Itoa(set.Current))
	}
	if p.Versions, err = m.versionList(r.Context(), p.Base, edition.Edition{Set: set}); err != nil {
		return err
	}
	return m.Web.Page(w, http.StatusGone, "data/gone", p)
}
