package home

import (
	"encoding/xml"
	"strconv"
	"strings"
	"testing"
	"time"
)

func pages(n int) (list []place) {
	for i := range n {
		list = append(list, place{path: "/data/set-" + strconv.Itoa(i)})
	}
	return list
}

func TestASitemapIsSplit(t *testing.T) {
	for _, test := range []struct{ pages, parts, last int }{{1, 1, 1}, {25_000, 1, 25_000}, {25_001, 2, 1}, {60_000, 3, 10_000}} {
		parts := split(pages(test.pages), perSitemap)
		if len(parts) != test.parts || len(parts[len(parts)-1]) != test.last {
			t.Errorf("%d pages: %d parts, the last of %d, want %d, %d", test.pages, len(parts), len(parts[len(parts)-1]), test.parts, test.last)
		}
		for _, part := range parts {
			if n := len(urlsOf("https://lewu.example", part).URLs); n > 50_000 {
				t.Errorf("%d pages: a part of %d addresses, want at most 50,000", test.pages, n)
			}
		}
	}
}

func TestASitemapNamesBothLanguages(t *testing.T) {
	list := []place{{path: "/"}, {"/data/padi", time.Date(2025, 11, 24, 16, 5, 0, 0, time.UTC)}}
	body, err := xml.Marshal(urlsOf("https://lewu.example", list))
	if err != nil {
		t.Fatal(err)
	}
	want := `<url><loc>https://lewu.example/en/data/padi</loc><lastmod>2025-11-24T16:05:00Z</lastmod>` +
		`<xhtml:link rel="alternate" hreflang="id" href="https://lewu.example/data/padi"></xhtml:link>` +
		`<xhtml:link rel="alternate" hreflang="en" href="https://lewu.example/en/data/padi"></xhtml:link></url>`
	for _, part := range []string{want, `<loc>https://lewu.example/</loc><xhtml:link`, `<loc>https://lewu.example/en/</loc>`, `xmlns:xhtml="http://www.w3.org/1999/xhtml"`} {
		if !strings.Contains(string(body), part) {
			t.Errorf("no %s in %s", part, body)
		}
	}
	index, err := xml.Marshal(indexOf("https://lewu.example", 2))
	if err != nil || !strings.Contains(string(index), "<sitemap><loc>https://lewu.example/sitemap/2.xml</loc></sitemap>") {
		t.Errorf("index %s, %v", index, err)
	}
}
