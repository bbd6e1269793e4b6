package data

import (
	"net/http"
	"net/url"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/modules/data/listing"
	"github.com/lewu-id/lewu/internal/web"
)

const (
	apiPath = "/api/v1/datasets"
	apiSize = 100 // datasets in one answer
)

// A listParams asks the catalogue, in the words of the page's address. A facet
// may come several times: one of its values is enough.
type listParams struct {
	Text      string   `json:"q,omitempty" doc:"data.param-q"`
	Topic     []string `json:"topik,omitempty" doc:"data.facet-topik"`
	Agency    []string `json:"instansi,omitempty" doc:"data.facet-instansi"`
	Region    []string `json:"wilayah,omitempty" doc:"data.param-wilayah"`
	Year      []string `json:"tahun,omitempty" doc:"data.param-tahun"`
	Form      []string `json:"bentuk,omitempty" doc:"data.param-bentuk"`
	Access    []string `json:"klasifikasi,omitempty" doc:"data.param-klasifikasi"`
	Statistic []string `json:"statistik,omitempty" doc:"data.param-statistik"`
	Kind      []string `json:"jenis,omitempty" doc:"data.param-jenis"`
	State     []string `json:"keadaan,omitempty" doc:"data.param-keadaan"`
	Sort      string   `json:"urut,omitempty" doc:"data.param-urut"`
	Page      int      `json:"halaman,omitempty" doc:"data.param-halaman"`
}

// A listAnswer is one page of the datasets that answer a question.
type listAnswer struct {
	Total     int           `json:"total" doc:"data.answer-total"`
	Page      int           `json:"page"`
	Pages     int           `json:"pages"`
	Corrected string        `json:"corrected,omitempty" doc:"data.answer-corrected"` // the words as they were understood
	Cut       bool          `json:"cut,omitempty"`                                   // the words were too long
	Next      string        `json:"next,omitempty"`                                  // address of the next page
	Datasets  []listLine    `json:"datasets"`
	Facets    []facetAnswer `json:"facets"`
}

// A listLine is a dataset as a list knows it.
type listLine struct {
	datasetLine
	Frequency string   `json:"frequency,omitempty"`
	Due       string   `json:"due,omitempty"`       // day of the next release
	DaysLate  int      `json:"days_late,omitempty"` // past that day
	From      string   `json:"from,omitempty"`      // first period: "2019", "2025-10"
	To        string   `json:"to,omitempty"`
	Regions   []string `json:"regions,omitempty"` // Kemendagri codes
	Statistic string   `json:"statistic"`
	Access    string   `json:"access"`
}

// A facetAnswer is one way to divide the list.
type facetAnswer struct {
	Key    string        `json:"key"`
	Label  string        `json:"label"`
	Values []facetChoice `json:"values"`
}

// A facetChoice is one value, and how many datasets have it among those that
// the words and all other facets leave.
type facetChoice struct {
	Value  string `json:"value"` // as in addresses
	Label  string `json:"label"`
	Count  int    `json:"count"`
	Chosen bool   `json:"chosen,omitempty"`
}

// apiList serves GET /api/v1/datasets.
func (m *module) apiList(w http.ResponseWriter, r *http.Request) error {
	b := m.Web.Base(r, lewu.Message{})
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return errs.Because(errs.Invalid, err, "data.query-bad")
	}
	q := listing.Parse(values)
	if q.Page == 0 {
		return errs.Say(errs.Invalid, "data.page-bad")
	}
	l, err := m.find(r.Context(), q, apiSize, b.Lang())
	if err != nil {
		return err
	}
	return m.Web.JSON(w, http.StatusOK, m.listAnswer(b, l))
}

func (m *module) listAnswer(b web.Base, l list) listAnswer {
	a := listAnswer{
		Total: l.Total, Page: l.Page, Pages: l.Pages, Corrected: l.corrected, Cut: l.Cut, Datasets: []listLine{}, Facets: []facetAnswer{},
	}
	if l.Page < l.Pages {
		a.Next = m.Config.URL + l.At(l.Page+1).Path(apiPath)
	}
	for _, e := range l.Sets {
		a.Datasets = append(a.Datasets, m.listLine(e))
	}
	for _, f := range l.Facets {
		facet := facetAnswer{Key: f.Key, Label: facetLabel(b, f.Key), Values: []facetChoice{}}
		for _, v := range f.Values {
			facet.Values = append(facet.Values, facetChoice{v.ID, valueLabel(b, f.Key, v), v.Count, v.Chosen})
		}
		a.Facets = append(a.Facets, facet)
	}
	return a
}

func (m *module) listLine(e catalog.Entry) listLine {
	return listLine{
		datasetLine: m.line(e.Dataset, e.Current, e.Rows, e.Isi, stamp(e.PublishedAt)),
		Frequency:   string(e.Frequency), Due: e.Due, DaysLate: e.Late(m.Clock()),
		From: e.Extent.From, To: e.Extent.To, Regions: e.Extent.Regions, Statistic: string(e.Statistic), Access: string(e.Access),
	}
}
