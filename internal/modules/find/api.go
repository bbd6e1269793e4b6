package find

import (
	"cmp"
	"net/http"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/search"
)

// Limits of an answer to a program, in documents.
const (
	defaultLimit = 20
	maxLimit     = 100
)

// A searchQuery is what a program asks.
type searchQuery struct {
	Q      string `json:"q" doc:"find.param-q"`
	Kind   string `json:"kind,omitempty" doc:"find.param-kind"`
	Limit  int    `json:"limit,omitempty" doc:"find.param-limit"`
	Offset int    `json:"offset,omitempty" doc:"find.param-offset"`
}

// A searchAnswer is what a question found: figures first, then documents.
type searchAnswer struct {
	Query     string         `json:"query"`               // as far as it was looked for
	Corrected string         `json:"corrected,omitempty"` // as it was meant, where that is not as typed
	Total     int            `json:"total"`
	Kinds     map[string]int `json:"kinds"`
	Answers   []figureAnswer `json:"answers"`
	Results   []docAnswer    `json:"results"`
}

// A figureAnswer is a figure that answers the question.
type figureAnswer struct {
	Label   string    `json:"label"`
	LabelEN string    `json:"label_en,omitempty"`
	Value   string    `json:"value"`
	Kind    lewu.Kind `json:"kind"`
	Unit    string    `json:"unit,omitempty"`
	AsOf    string    `json:"as_of,omitempty"`
	Source  string    `json:"source,omitempty"`
	Contoh  bool      `json:"contoh"`
	Page    string    `json:"page"`
	Origin  string    `json:"origin,omitempty"`
}

// A docAnswer is one document.
type docAnswer struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Title   string `json:"title"`
	TitleEN string `json:"title_en,omitempty"`
	Summary string `json:"summary,omitempty"`
	Contoh  bool   `json:"contoh"`
	Page    string `json:"page"`
}

// apiSearch serves GET /api/v1/search.
func (m *module) apiSearch(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	limit, err := whole(values.Get("limit"), defaultLimit, maxLimit)
	if err != nil {
		return err
	}
	offset, err := whole(values.Get("offset"), 0, 1_000_000)
	if err != nil {
		return err
	}
	query, _ := search.Cut(values.Get("q"))
	o := search.Options{Offset: offset, Limit: limit}
	if kind := values.Get("kind"); kind != "" {
		o.Kinds = []string{kind}
	}
	found, err := m.Platform.Search.Find(r.Context(), query, o)
	if err != nil {
		return err
	}
	a := searchAnswer{
		Query: query, Corrected: found.Corrected, Total: found.Total, Kinds: found.Kinds, Answers: []figureAnswer{}, Results: []docAnswer{},
	}
	if a.Kinds == nil {
		a.Kinds = map[string]int{}
	}
	for _, hit := range found.Hits {
		a.Results = append(a.Results, docAnswer{
			Kind: hit.Kind, ID: hit.ID, Title: hit.Title, TitleEN: hit.TitleEN, Summary: hit.Summary, Contoh: hit.Contoh, Page: m.Config.URL + hit.Link,
		})
	}
	figures, err := m.Answers(r.Context(), search.Understand(cmp.Or(found.Corrected, query)))
	if err != nil {
		return err
	}
	for _, k := range figures {
		f := k.Figure
		if f.Value == "" || k.Failed {
			continue
		}
		a.Answers = append(a.Answers, figureAnswer{
			Label: k.Label, LabelEN: k.LabelEN, Value: f.Value, Kind: f.Kind, Unit: f.Unit, AsOf: f.AsOf, Source: f.Source, Contoh: f.Contoh,
			Page: m.Config.URL + k.Link, Origin: m.address(k.Origin),
		})
	}
	return m.Web.JSON(w, http.StatusOK, a)
}

// whole is a number between 0 and most; none is standard.
func whole(text string, standard, most int) (int, error) {
	if text == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		return 0, errs.Say(errs.Invalid, "find.number-bad", "value", text, "most", strconv.Itoa(most))
	}
	return n, nil
}

// address is a path of the house for the world; an empty one stays empty.
func (m *module) address(path string) string {
	if path == "" {
		return ""
	}
	return m.Config.URL + path
}
