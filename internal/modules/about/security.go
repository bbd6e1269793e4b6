package about

import (
	"fmt"
	"net/http"
	"net/mail"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// securityFor is how long security.txt holds: RFC 9116 wants less than a year.
// It is made anew each time, so it never runs out on a house that answers.
const securityFor = 180 * 24 * time.Hour

// showSecurity serves GET /.well-known/security.txt (RFC 9116).
func (m *module) showSecurity(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "settings")
	s, err := m.Ref.Settings(r.Context())
	if err != nil {
		return err
	}
	contact := contactOf(s)
	if contact == "" {
		contact = m.Config.URL + reportPath
	}
	expires := m.Clock().Add(securityFor).UTC().Truncate(24 * time.Hour)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err = fmt.Fprintf(w, "Contact: %s\nExpires: %s\nPreferred-Languages: id, en\nCanonical: %s/.well-known/security.txt\nPolicy: %s%s#keamanan\n",
		contact, expires.Format(time.RFC3339), m.Config.URL, m.Config.URL, root)
	return err
}

// contactOf is where holes are reported, as an address for programs: what the
// operator named for it, else the mail of the house; empty where there is none.
// Anything that is neither a mail nor https is not handed on.
func contactOf(s ref.Settings) string {
	for _, text := range []string{s.SecurityContact, s.Mail} {
		text = strings.TrimSpace(strings.TrimPrefix(text, "mailto:"))
		if strings.HasPrefix(text, "https://") && !strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c == 0x7f }) {
			return text
		}
		if a, err := mail.ParseAddress(text); err == nil && !strings.ContainsAny(a.Address, "\r\n \t?&<>\"%") {
			return "mailto:" + a.Address
		}
	}
	return ""
}
