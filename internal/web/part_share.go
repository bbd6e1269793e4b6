package web

import (
	"net/url"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// ShareScript adds the button that copies to a Share, where the browser can; a
// page with a Share names it among its Scripts.
const ShareScript = room + "/salin.js"

// A Share is how a page is passed on: "web/_share", once on a page. Words are
// the page in a sentence; a message has the address behind them.
type Share struct {
	Page    Base
	Label   lewu.Message // of the address
	Hint    lewu.Message
	Address string // whole
	Words   string
}

// WhatsApp is the address of a message with the words. A space is %20: some
// phones show a plus as it is.
func (s Share) WhatsApp() string {
	return "https://wa.me/?text=" + strings.ReplaceAll(url.QueryEscape(s.Words+" "+s.Address), "+", "%20")
}
