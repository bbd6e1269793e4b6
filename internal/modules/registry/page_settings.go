package registry

import (
	"database/sql"
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// settingPages are the routes of what the province says of itself.
func (m *module) settingPages() []lewu.Page {
	keeps := lewu.Need{Perm: permSettings}
	return []lewu.Page{
		{Pattern: "GET /kerja/pengaturan", Need: keeps, Serve: m.showSettings},
		{Pattern: "POST /kerja/pengaturan/{bagian}", Need: keeps, MaxBody: maxText, Serve: m.saveSettings},
		{Pattern: "GET /kerja/pengaturan/warna", Need: keeps, Serve: m.showColours},
		{Pattern: "POST /kerja/pengaturan/lambang", Need: keeps, MaxBody: maxLogo, Serve: m.takeLogo},
		{Pattern: "POST /kerja/pengaturan/berkas", Need: keeps, MaxBody: maxDecree, Serve: m.takeDecree},
		{Pattern: "GET /kerja/pengaturan/lambang.png", Need: keeps, Serve: m.sendLogo},
		{Pattern: "GET /kerja/pengaturan/dasar-hukum.pdf", Need: keeps, Serve: m.sendDecree},
	}
}

// A part is one form of the settings, with the fields that it alone may set.
type part struct {
	id, title, lede string
	fields          []partField
}

// A partField is one setting.
type partField struct {
	name, kind, label, hint string
	at                      func(*ref.Settings) *string
	day                     bool
}

// parts are the forms of the page, in its order.
func parts() []part {
	return []part{
		{"identitas", "registry.set-identity", "registry.set-identity-lede", []partField{
			{name: "provinsi", label: "registry.set-province", at: func(s *ref.Settings) *string { return &s.Province }},
			{name: "singkatan", label: "registry.set-short", at: func(s *ref.Settings) *string { return &s.Short }},
			{name: "pengelola", label: "registry.set-operator", hint: "registry.set-operator-hint", at: func(s *ref.Settings) *string { return &s.Operator }},
			{name: "dasar", label: "registry.set-decree", hint: "registry.set-decree-hint", at: func(s *ref.Settings) *string { return &s.Decree }},
			{name: "tanggal", label: "registry.set-decree-on", hint: "registry.day-hint", at: func(s *ref.Settings) *string { return &s.DecreeOn }, day: true},
			{name: "verifikator", label: "registry.set-verifier", hint: "registry.set-verifier-hint", at: func(s *ref.Settings) *string { return &s.VerifierLabel }},
		}},
		{"kontak", "registry.set-contact", "registry.set-contact-lede", []partField{
			{name: "surel", kind: "email", label: "registry.set-mail", at: func(s *ref.Settings) *string { return &s.Mail }},
			{name: "telepon", label: "registry.set-phone", at: func(s *ref.Settings) *string { return &s.Phone }},
			{name: "alamat", label: "registry.set-address", at: func(s *ref.Settings) *string { return &s.Address }},
			{name: "ppid", label: "registry.set-ppid", hint: "registry.ppid-hint", at: func(s *ref.Settings) *string { return &s.PPID }},
			{name: "ppdp", label: "registry.set-ppdp", hint: "registry.set-ppdp-hint", at: func(s *ref.Settings) *string { return &s.PPDP }},
			{name: "keamanan", label: "registry.set-security", hint: "registry.set-security-hint", at: func(s *ref.Settings) *string { return &s.SecurityContact }},
		}},
		{"teks", "registry.set-texts", "registry.set-texts-lede", []partField{
			{name: "tentang", kind: "area", label: "registry.set-about", at: func(s *ref.Settings) *string { return &s.AboutText }},
			{name: "privasi", kind: "area", label: "registry.set-privacy", at: func(s *ref.Settings) *string { return &s.PrivacyText }},
			{name: "aksesibilitas", kind: "area", label: "registry.set-accessibility", at: func(s *ref.Settings) *string { return &s.AccessibilityText }},
			{name: "cctv", kind: "area", label: "registry.set-cctv", at: func(s *ref.Settings) *string { return &s.CCTVText }},
		}},
		colourPart(),
	}
}

// colourPart is the form behind the page of colours.
func colourPart() part {
	return part{"warna", "registry.set-colours", "", []partField{
		{name: "aksen", label: "registry.set-accent", hint: "registry.set-colour-hint", at: func(s *ref.Settings) *string { return &s.Accent }},
		{name: "gelap", label: "registry.set-accent-dark", hint: "registry.set-colour-hint", at: func(s *ref.Settings) *string { return &s.AccentDark }},
	}}
}

// seen is what a part was when its form was made.
func (g part) seen(s ref.Settings) string {
	var values []string
	for _, f := range g.fields {
		values = append(values, *f.at(&s))
	}
	return fingerprint(values)
}

// settingsPage is everything that can be set.
type settingsPage struct {
	web.Base
	News   *web.Notice
	Forms  []*blank
	Mark   colourPair
	Logo   *blank
	Decree *blank
	Has    ref.Settings
	Facts  web.Facts // what is set outside
}

// showSettings serves GET /kerja/pengaturan.
func (m *module) showSettings(w http.ResponseWriter, r *http.Request) error {
	p, err := m.settingsPage(r)
	if err != nil {
		return err
	}
	p.News = news(r, p.Base)
	return m.Web.Page(w, http.StatusOK, "registry/settings", p)
}

func (m *module) settingsPage(r *http.Request) (*settingsPage, error) {
	s, err := m.Ref.Settings(r.Context())
	if err != nil {
		return nil, err
	}
	p := &settingsPage{Base: m.base(r, lewu.Msg("registry.title-settings")), Has: s}
	for _, g := range parts() {
		if g.id == "warna" {
			continue // has a page of its own
		}
		f := newBlank(p.Base, g.id, g.title, "/kerja/pengaturan/"+g.id, "registry.save")
		f.Lede, f.Seen, f.Tone = lewu.Msg(g.lede), g.seen(s), "quiet"
		for _, field := range g.fields {
			f.addSetting(field, *field.at(&s))
		}
		p.Forms = append(p.Forms, f)
	}
	p.Mark = m.colours(p.Base, s.Accent, s.AccentDark)
	p.Logo, p.Decree = logoForm(p.Base, s), decreeForm(p.Base, s)
	p.outside(m)
	return p, nil
}

func (f *blank) addSetting(field partField, value string) {
	var more []func(*web.Field)
	if field.hint != "" {
		more = append(more, hinted(field.hint))
	}
	f.add(field.name, field.kind, field.label, value, more...)
}

// outside tells of what is set where the program runs, not here.
func (p *settingsPage) outside(m *module) {
	tls := lewu.Msg("registry.tls-proxy")
	switch {
	case m.Config.TLS != "":
		tls = lewu.Msg("registry.tls-own")
	case !strings.HasPrefix(m.Config.URL, "https://"):
		tls = lewu.Msg("registry.tls-none")
	}
	p.Facts = web.Facts{Page: p.Base, Rows: []web.Fact{
		{Label: lewu.Msg("registry.set-url"), Value: m.Config.URL, Code: true},
		{Label: lewu.Msg("registry.set-tls"), Value: p.Say(tls)},
	}}
}

// saveSettings serves POST /kerja/pengaturan/{bagian}. Each form sets its own
// fields; any other in the request is nothing.
func (m *module) saveSettings(w http.ResponseWriter, r *http.Request) error {
	if err := parsed(r); err != nil {
		return err
	}
	ctx := r.Context()
	for _, g := range parts() {
		if g.id != r.PathValue("bagian") {
			continue
		}
		err := m.DB.Write(ctx, func(tx *sql.Tx) error {
			m.Ref.Forget() // another node may have changed them
			s, err := m.Ref.Settings(ctx)
			if err != nil {
				return err
			}
			next := s
			for _, f := range g.fields {
				text := strings.TrimSpace(r.PostForm.Get(f.name))
				if f.day {
					if text, err = dayOf(text); err != nil {
						return err
					}
				}
				*f.at(&next) = text
			}
			if next == s {
				return nil // sent twice
			}
			if err := stale(r, g.seen(s)); err != nil {
				return err
			}
			return m.Ref.SaveSettings(ctx, tx, next)
		})
		m.Ref.Forget() // what was read meanwhile may be older than the commit
		if err == nil {
			return done(w, r, "/kerja/pengaturan", "disimpan")
		}
		if g.id == "warna" {
			return m.againColours(w, r, err)
		}
		return m.againSettings(w, r, g.id, err)
	}
	return invalid("registry.unread")
}

func (m *module) againSettings(w http.ResponseWriter, r *http.Request, form string, err error) error {
	why, status, ok := refusal(err)
	if !ok {
		return err
	}
	p, err := m.settingsPage(r)
	if err != nil {
		return err
	}
	showRefused(p.Base, append([]*blank{p.Logo, p.Decree}, p.Forms...), &p.News, form, r.PostForm, why)
	return m.Web.Page(w, status, "registry/settings", p)
}
