package about

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// A textPage is what the operator says, and what holds of any Lewu.
type textPage struct {
	web.Base
	Lede     string
	Own      []string // paragraphs of the operator
	Sections []section
	Facts    web.Facts
	Report   *web.Wrong
}

// A section is a heading with its paragraphs.
type section struct {
	ID    string
	Title lewu.Message
	Text  []lewu.Message
}

// sections are those of a page by their keys: about.<page>.<key> is the heading,
// about.<page>.<key>-1 and so on its paragraphs.
func (m *module) sections(b web.Base, page string, keys ...string) (list []section) {
	for _, key := range keys {
		s := section{ID: key, Title: lewu.Msg("about." + page + "." + key)}
		for n := 1; ; n++ {
			text := "about." + page + "." + key + "-" + number(n)
			if !b.Has(text) {
				break
			}
			s.Text = append(s.Text, lewu.Msg(text))
		}
		list = append(list, s)
	}
	return list
}

func (m *module) textPage(r *http.Request, page string, keys ...string) (p textPage, s ref.Settings, err error) {
	web.Uses(r, "settings")
	if s, err = m.Ref.Settings(r.Context()); err != nil {
		return p, s, err
	}
	p = textPage{Base: m.Web.Base(r, lewu.Msg("about."+page+".title")), Lede: ""}
	p.Description = lewu.Msg("about." + page + ".summary")
	p.Lede = p.T("about." + page + ".lede")
	p.Crumbs = crumbs()
	p.Sections = m.sections(p.Base, page, keys...)
	return p, s, nil
}

// crumbs lead to the pages beneath /tentang.
func crumbs() []web.Crumb { return []web.Crumb{{Label: lewu.Msg("about.nav"), Path: root}} }

// showPrivacy serves GET /tentang/privasi.
func (m *module) showPrivacy(w http.ResponseWriter, r *http.Request) error {
	p, s, err := m.textPage(r, "privacy", "none", "cookies", "log", "reports", "staff", "files", "rights")
	if err != nil {
		return err
	}
	p.Own = paragraphs(s.PrivacyText)
	p.Facts = web.Facts{Page: p.Base}
	for _, row := range []struct{ key, value string }{{"about.ppdp", s.PPDP}, {"about.mail", s.Mail}, {"about.address", s.Address}} {
		if row.value != "" {
			p.Facts.Rows = append(p.Facts.Rows, web.Fact{Label: lewu.Msg(row.key), Value: row.value})
		}
	}
	return m.Web.Page(w, http.StatusOK, "about/text", p)
}

// showAccess serves GET /tentang/aksesibilitas.
func (m *module) showAccess(w http.ResponseWriter, r *http.Request) error {
	p, s, err := m.textPage(r, "access", "standard", "does", "limits", "report")
	if err != nil {
		return err
	}
	p.Own = paragraphs(s.AccessibilityText)
	p.Report = web.WrongOn(p.Base, access, "")
	return m.Web.Page(w, http.StatusOK, "about/text", p)
}

// showCameras serves GET /tentang/cctv.
func (m *module) showCameras(w http.ResponseWriter, r *http.Request) error {
	p, s, err := m.textPage(r, "cameras", "now", "rules")
	if err != nil {
		return err
	}
	p.Own = paragraphs(s.CCTVText)
	return m.Web.Page(w, http.StatusOK, "about/text", p)
}
