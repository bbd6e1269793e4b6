package web_test

import (
	"io"
	"net/http"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func TestEndings(t *testing.T) {
	csv := lewu.Page{Pattern: "GET /data/{slug}.csv", Serve: func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.WriteString(w, "csv "+r.PathValue("slug"))
		return err
	}}
	named := lewu.Page{Pattern: "GET /data/{slug}/beda.csv", Serve: func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.WriteString(w, "beda "+r.PathValue("slug"))
		return err
	}}
	answer := func(pattern, word string) lewu.Page {
		return lewu.Page{Pattern: pattern, Serve: func(w http.ResponseWriter, r *http.Request) error {
			_, err := io.WriteString(w, word+" "+r.PathValue("slug"))
			return err
		}}
	}
	h := newHouse(t, nil, csv, named, answer("GET /data/{slug}.json", "json"), answer("GET /data/{slug}.meta.json", "meta"))
	for _, test := range []struct {
		path string
		code int
		body string // empty: the page of the dataset
	}{
		{"/data/padi.csv", 200, "csv padi"},
		{"/en/data/padi.csv", 200, "csv padi"},
		{"/data/padi.2024.csv", 200, "csv padi.2024"},
		{"/data/padi.json", 200, "json padi"},
		{"/data/padi.meta.json", 200, "meta padi"},
		{"/data/padi.meta.2.json", 200, "json padi.meta.2"},
		{"/data/padi", 200, ""},
		{"/data/padi.xlsx", 200, ""}, // no pattern names the ending: part of the name
		{"/data/padi/beda.csv", 200, "beda padi"},
		{"/en/data/padi/beda.csv", 200, "beda padi"},
		{"/data/beda.csv", 200, "csv beda"},
		{"/data/padi/lain.csv", 404, ""},
		{"/tidak/ada.csv", 404, ""},
	} {
		w := h.get(test.path)
		if w.Code != test.code || (test.body != "" && w.Body.String() != test.body) || (test.body == "" && w.Body.Len() < 1000) {
			t.Errorf("%s: %d %.40q, want %d %q", test.path, w.Code, w.Body, test.code, test.body)
		}
	}
}
