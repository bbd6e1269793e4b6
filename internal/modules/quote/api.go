package quote

import (
	"net/http"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/published"
)

// A quoteAnswer is a quoted figure as programs read it: as it was, and what the
// version in force says.
type quoteAnswer struct {
	ID          string            `json:"id"`
	Page        string            `json:"page"`
	Label       string            `json:"label"`
	LabelEN     string            `json:"label_en"`
	Value       string            `json:"value"`
	Kind        lewu.Kind         `json:"kind"`
	Unit        string            `json:"unit,omitempty"`
	AsOf        string            `json:"as_of,omitempty"`
	Dataset     string            `json:"dataset"`
	Title       string            `json:"title"`
	Agency      string            `json:"agency"`
	Office      string            `json:"office"`
	Source      string            `json:"source,omitempty"`
	Contoh      bool              `json:"contoh"`
	Version     int               `json:"version"`
	PublishedAt string            `json:"published_at"`
	QuotedAt    string            `json:"quoted_at"`
	Receipt     lewu.Receipt      `json:"receipt"`
	Number      string            `json:"number"`  // SHA-256 of the canonical receipt, in base32
	Verdict     published.Verdict `json:"verdict"` // of the proof, made again now
	Now         nowAnswer         `json:"now"`
	Origin      string            `json:"origin"` // where it is proved
}

// A nowAnswer is the figure in the version in force.
type nowAnswer struct {
	Version int            `json:"version"`
	Fate    published.Fate `json:"fate"` // sama, berubah, hilang, lain
	Value   string         `json:"value,omitempty"`
}

// apiQuote serves GET /api/v1/quotes/{id}.
func (m *module) apiQuote(w http.ResponseWriter, r *http.Request) error {
	q, err := m.store.Find(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	s, err := m.standing(r.Context(), q)
	if err != nil {
		return err
	}
	a := quoteAnswer{
		ID: q.ID, Page: m.Config.URL + "/a/" + q.ID, Label: q.Label, LabelEN: q.LabelEN, Value: q.Receipt.Result, Kind: q.Kind,
		Unit: q.Unit, AsOf: q.AsOf, Dataset: q.Receipt.Dataset, Title: q.Title, Agency: q.Agency, Office: q.Office, Source: q.Source,
		Contoh: q.Contoh, Version: q.Receipt.Version, PublishedAt: stamp(q.PublishedAt), QuotedAt: stamp(q.QuotedAt),
		Receipt: q.Receipt, Number: q.Number, Verdict: s.Verdict, Now: nowAnswer{Version: s.Now.N, Fate: s.Later.Fate},
		Origin: m.Config.URL + originPath(q, s.Version),
	}
	if s.Later.Fate == published.Same || s.Later.Fate == published.Changed {
		a.Now.Value = s.Later.Receipt.Result
	}
	return m.Web.JSON(w, http.StatusOK, a)
}

// stamp is a time as programs read it.
func stamp(t time.Time) string { return t.In(clock.WIB).Format(time.RFC3339) }
