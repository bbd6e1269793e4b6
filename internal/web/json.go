package web

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/lewu-id/lewu/internal/errs"
)

// JSON answers a program: the same value gives the same bytes, with an ETag.
// Characters of HTML stand as they are; the media type and nosniff keep
// browsers from reading them as a page.
func (s *Web) JSON(w http.ResponseWriter, status int, v any) (err error) {
	defer errs.Wrap(&err, "web.JSON(%d)", status)

	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	openToAll(w.Header())
	return whole(w, status, body.Bytes())
}
