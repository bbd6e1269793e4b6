package quote

import (
	"mime"
	"net/http"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/cite"
	"github.com/lewu-id/lewu/internal/web"
)

// work is what a citation of the figure names.
func (m *module) work(b web.Base, q quoted) cite.Work {
	l := b.Lang()
	return cite.Work{
		Name: q.Receipt.Dataset, Author: q.Agency, Year: q.year(), Title: q.title(l), Part: q.name(l) + ": " + q.measured(l, q.Receipt.Result),
		Version: q.Receipt.Version, Isi: q.Receipt.SHA256, Publisher: b.T("web.house", "province", b.Province()),
		URL: b.Abs("/a/" + q.ID), Accessed: m.Clock(), Contoh: q.Contoh,
	}
}

// downloadBib serves GET /a/{id}/kutipan.bib.
func (m *module) downloadBib(w http.ResponseWriter, r *http.Request) error {
	return m.sendCitation(w, r, ".bib", "application/x-bibtex; charset=utf-8", cite.Work.BibTeX)
}

// downloadRis serves GET /a/{id}/kutipan.ris.
func (m *module) downloadRis(w http.ResponseWriter, r *http.Request) error {
	return m.sendCitation(w, r, ".ris", "application/x-research-info-systems; charset=utf-8", cite.Work.RIS)
}

func (m *module) sendCitation(w http.ResponseWriter, r *http.Request, ext, media string, write func(cite.Work, cite.Say) string) error {
	q, err := m.store.Find(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	set, err := m.Catalog.Dataset(r.Context(), q.Receipt.Dataset)
	if err != nil {
		return err
	}
	if _, err := m.version(r.Context(), set, strconv.Itoa(q.Receipt.Version)); err != nil {
		return err // withdrawn: nothing to cite any more
	}
	name := "angka-" + q.ID + ext
	if q.Contoh {
		name = "contoh-" + name
	}
	b := m.Web.Base(r, lewu.Message{})
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, err = w.Write([]byte(write(m.work(b, q), b.Say)))
	return err
}
