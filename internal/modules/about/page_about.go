package about

import (
	"errors"
	"io"
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// An aboutPage says who runs the house, and how its figures are made.
type aboutPage struct {
	web.Base
	Lede     string
	Own      []string // paragraphs of whoever runs it
	Operator web.Facts
	Steps    web.Steps
	Report   string // where to say that something is wrong
	Security string // where to report a hole; empty: by the same form
	More     web.Rooms
	Software web.Facts
}

// showAbout serves GET /tentang.
func (m *module) showAbout(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "settings")
	s, err := m.Ref.Settings(r.Context())
	if err != nil {
		return err
	}
	p := aboutPage{Base: m.Web.Base(r, lewu.Msg("about.about.title")), Own: paragraphs(s.AboutText), Report: reportPath, Security: contactOf(s)}
	p.Description = lewu.Msg("about.about.summary")
	switch {
	case s.Official():
		p.Lede = p.T("about.official", "operator", s.Operator, "decree", s.Decree, "day", p.Day(s.DecreeOn))
	case s.Operator != "":
		p.Lede = p.T("about.run-by", "operator", s.Operator)
	default:
		p.Lede = p.T("about.run-by-nobody")
	}
	p.Operator = operatorFacts(p.Base, s)
	for _, key := range []string{"sent", "read", "signed", "published", "corrected"} {
		p.Steps.Items = append(p.Steps.Items, web.Step{Title: lewu.Msg("about.step." + key), Body: lewu.Msg("about.step." + key + "-body")})
	}
	p.Steps.Page = p.Base
	p.More = web.Rooms{Page: p.Base}
	for _, page := range []struct{ path, key string }{
		{controls, "controls"}, {listPath, "corrections"}, {statusPath, "status"}, {privacy, "privacy"}, {access, "access"}, {cameras, "cameras"},
	} {
		p.More.Items = append(p.More.Items, web.RoomItem{Title: p.T("about." + page.key + ".title"), Path: page.path, Text: p.T("about." + page.key + ".summary")})
	}
	p.Software = web.Facts{Page: p.Base, Rows: []web.Fact{
		{Label: lewu.Msg("about.build"), Value: m.Build, Code: true},
		{Label: lewu.Msg("about.licence"), Value: "Apache License 2.0"},
	}}
	return m.Web.Page(w, http.StatusOK, "about/about", p)
}

// operatorFacts are how whoever runs the house can be reached. What was not
// filled in says so: a missing contact is a fact too.
func operatorFacts(b web.Base, s ref.Settings) web.Facts {
	f := web.Facts{Page: b}
	decree := s.Decree
	if decree != "" && s.DecreeOn != "" {
		decree = b.T("about.decree-on", "decree", s.Decree, "day", b.Day(s.DecreeOn))
	}
	var missing []string
	for _, row := range []struct{ key, value string }{
		{"about.operator", s.Operator}, {"about.decree", decree}, {"about.ppid", s.PPID}, {"about.ppdp", s.PPDP},
		{"about.mail", s.Mail}, {"about.phone", s.Phone}, {"about.address", s.Address},
	} {
		if row.value == "" {
			missing = append(missing, b.T(row.key))
			continue
		}
		fact := web.Fact{Label: lewu.Msg(row.key), Value: row.value}
		if row.key == "about.decree" && s.DecreeFile != "" {
			fact.Link = ruling
		}
		f.Rows = append(f.Rows, fact)
	}
	if len(missing) > 0 {
		f.Rows = append(f.Rows, web.Fact{Label: lewu.Msg("about.not-said"), Value: strings.Join(missing, "; ")})
	}
	return f
}

// showRuling serves GET /tentang/keputusan: the decree by which the house is run.
func (m *module) showRuling(w http.ResponseWriter, r *http.Request) (err error) {
	s, err := m.Ref.Settings(r.Context())
	if err != nil {
		return err
	}
	if s.DecreeFile == "" {
		return errs.Say(errs.NotFound, "about.no-decree")
	}
	in, err := m.Blobs.Open(r.Context(), s.DecreeFile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	head := make([]byte, 512)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	if kind := http.DetectContentType(head[:n]); kind == "application/pdf" {
		h.Set("Content-Type", kind)
	}
	h.Set("Content-Disposition", `attachment; filename="keputusan.pdf"`)
	if _, err := w.Write(head[:n]); err != nil {
		return err
	}
	_, err = io.Copy(w, in)
	return err
}
