package home

import (
	"net/http"
	"net/url"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/search"
	"github.com/lewu-id/lewu/internal/web"
)

// maxHints is how many example searches stand below the search box.
const maxHints = 4

// A hint is an example of a search that finds something.
type hint struct{ Text, Path string }

// examples are what people ask a province; only those that find something now
// are shown.
func examples() []string {
	return []string{"produksi padi", "harga beras", "penduduk miskin", "air minum layak", "guru sd", "jalan mantap", "realisasi apbd", "kecamatan"}
}

// questions are those that the house may answer with a figure; the first that
// it does is the example.
func questions() []string {
	return []string{"penduduk katingan 2024", "produksi padi kapuas", "penduduk miskin kalimantan tengah"}
}

// fillSearch prepares the one search box, with hints that find something and an
// example of an answer.
func (m *module) fillSearch(r *http.Request, p *page) error {
	p.Search = web.Search{Page: p.Base, ID: "q", Action: "/data", Label: lewu.Msg("home.search"), Hero: true}
	if !p.Serves("/cari") {
		return nil
	}
	p.Search.Action = "/cari"
	for _, query := range examples() {
		if len(p.Hints) == maxHints {
			break
		}
		found, err := m.Platform.Search.Find(r.Context(), query, search.Options{Limit: 1})
		if err != nil {
			return err
		}
		if found.Total > 0 && found.Corrected == "" {
			p.Hints = append(p.Hints, hint{query, "/cari?q=" + url.QueryEscape(query)})
		}
	}
	return m.fillAnswer(r, p)
}

// fillAnswer shows what an answer looks like.
func (m *module) fillAnswer(r *http.Request, p *page) error {
	for _, question := range questions() {
		q := search.Understand(question)
		list, err := m.Answers(r.Context(), q)
		if err != nil {
			return err
		}
		for _, k := range list {
			if k.Figure.Value == "" || k.Failed {
				continue
			}
			p.Answer = &web.Answer{Page: p.Base, Question: lewu.Msg("home.answer", "question", question), Figure: p.KPI(k), Where: where(p.Base, q, k)}
			return nil
		}
	}
	return nil
}

// where says what an answer is of: the figure, the place, the time.
func where(b web.Base, q lewu.Question, k lewu.KPI) string {
	words := b.KPI(k).Name()
	for _, code := range q.Regions {
		if place, ok := region.ByKemendagri(region.Kemendagri(code)); ok && !strings.Contains(words, place.Short) {
			words += ", " + place.Name
		}
	}
	if k.Figure.AsOf != "" {
		words += ", " + b.Day(k.Figure.AsOf)
	}
	return words
}
