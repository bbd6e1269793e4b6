package home

import (
	"io"
	"net/http"
)

// robots says where crawlers need not go (RFC 9309): lists and tables have as
// many addresses as they have questions, and every cell has a page of its
// origin. All pages stand in the sitemap, and a page with a question names the
// plain one as canonical. Those who only draw the picture of a shared link may
// see any view.
//
// A demo is not shut: its pages say noindex, and a crawler that may not read
// them would list their addresses without knowing that.
const robots = `User-agent: *
Disallow: /*?
Disallow: /api/
Disallow: /data/*/asal

User-agent: facebookexternalhit
User-agent: WhatsApp
User-agent: TelegramBot
User-agent: Twitterbot
User-agent: LinkedInBot
User-agent: Slackbot
Disallow: /api/

Sitemap: `

// showRobots serves GET /robots.txt.
func (m *module) showRobots(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := io.WriteString(w, robots+m.Config.URL+"/sitemap.xml\n")
	return err
}
