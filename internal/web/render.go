package web

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/lewu-id/lewu/internal/errs"
)

// A based value carries the Base of its page, because it embeds one.
type based interface{ base() Base }

// framed is what the layout sees: the Base by itself, so that no field of a
// room's page can stand before one of the layout's.
type framed struct {
	Base
	Data any
}

// Page answers with a page: name is "<room>/<file>", and data embeds Base. It
// is rendered in memory first; an error leaves the answer unwritten.
func (s *Web) Page(w http.ResponseWriter, status int, name string, data any) (err error) {
	defer errs.Wrap(&err, "web.Page(%q)", name)

	t, ok := s.pages[name]
	if !ok {
		return fmt.Errorf("no such page")
	}
	page, ok := data.(based)
	if !ok {
		return fmt.Errorf("%T does not embed web.Base", data)
	}
	base := page.base()
	if base.web == nil {
		return fmt.Errorf("%T has an empty web.Base: make it with Web.Base", data)
	}
	var body bytes.Buffer
	if err := t.ExecuteTemplate(&body, "web/layout", framed{Base: base, Data: data}); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(base.lang))
	if len(base.Scripts) > 0 || len(base.Policy) > 0 {
		h.Set("Content-Security-Policy", policy(len(base.Scripts) > 0, base.Policy))
	}
	return whole(w, status, body.Bytes())
}
