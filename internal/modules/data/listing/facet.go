package listing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/text"
)

// Keys of the facets, as they stand in addresses.
const (
	Topic     = "topik"
	Agency    = "instansi"
	Region    = "wilayah"     // a kabupaten/kota or the province, that its cells speak of
	Year      = "tahun"       // in the span of its periods
	Form      = "bentuk"      // of the file it came in
	Access    = "klasifikasi" // UU 14/2008
	Statistic = "statistik"   // UU 16/1997
	Kind      = "jenis"       // really published, or synthetic
	State     = "keadaan"     // on time, late, finished
)

// Values of facets whose values are fixed.
const (
	CSV      = "csv"
	Workbook = "xlsx"
	Public   = "publik"
	Sample   = "contoh"
	OnTime   = "tepat-waktu"
	Late     = "terlambat"
	Finished = "selesai"
)

// A facet is one way to divide a list.
type facet struct {
	key       string
	canonical func(value string) string // of what an address says
	values    func(e catalog.Entry, now time.Time) []value
	before    func(a, b Value) int // order of its values
}

// A value of a dataset under a facet; its name is empty where a message says it.
type value struct{ id, name string }

// facets are all there are, in the order of the page and of addresses.
func facets() []facet {
	one := func(id string) []value { return []value{{id: id}} }
	return []facet{
		{Topic, Slug, func(e catalog.Entry, _ time.Time) []value { return []value{{Slug(e.Topic), e.Topic}} }, mostFirst},
		{Agency, Slug, func(e catalog.Entry, _ time.Time) []value {
			return []value{{cmp.Or(e.AgencyAddress(), e.Agency), e.Agency}}
		}, mostFirst},
		{Region, place, func(e catalog.Entry, _ time.Time) []value { return places(e.Extent) }, fixed(regionOrder())},
		{Year, strings.TrimSpace, func(e catalog.Entry, _ time.Time) []value { return years(e.Extent) }, newestFirst},
		{Form, Slug, func(e catalog.Entry, _ time.Time) []value { return one(form(e)) }, fixed([]string{CSV, Workbook})},
		{Access, Slug, func(e catalog.Entry, _ time.Time) []value { return one(text.Slug(string(e.Access))) }, fixed(slugs(catalog.Accesses()))},
		{Statistic, Slug, func(e catalog.Entry, _ time.Time) []value { return one(text.Slug(string(e.Statistic))) }, fixed(slugs(catalog.Statistics()))},
		{Kind, Slug, func(e catalog.Entry, _ time.Time) []value { return one(kind(e)) }, fixed([]string{Public, Sample})},
		{State, Slug, func(e catalog.Entry, now time.Time) []value { return state(e, now) }, fixed([]string{OnTime, Late, Finished})},
	}
}

func slugs[T ~string](list []T) (out []string) {
	for _, v := range list {
		out = append(out, text.Slug(string(v)))
	}
	return out
}

func places(e catalog.Extent) (list []value) {
	for _, code := range e.Regions {
		r, ok := region.ByKemendagri(region.Kemendagri(code))
		switch {
		case ok && r.Level() == region.Province:
			list = append(list, value{r.Slug, r.Name})
		case ok:
			list = append(list, value{r.Slug, r.Short})
		}
	}
	return list
}

// regionOrder is the province, then its kabupaten/kota.
func regionOrder() []string {
	list := []string{region.Kalteng().Slug}
	for _, r := range region.Regencies() {
		list = append(list, r.Slug)
	}
	return list
}

// years are all from the first to the last that a dataset covers.
func years(e catalog.Extent) (list []value) {
	from, err1 := strconv.Atoi(e.From[:min(4, len(e.From))])
	to, err2 := strconv.Atoi(e.To[:min(4, len(e.To))])
	for year := from; err1 == nil && err2 == nil && year <= to; year++ {
		text := strconv.Itoa(year)
		list = append(list, value{text, text})
	}
	return list
}

func form(e catalog.Entry) string {
	if e.MediaType == "application/zip" {
		return Workbook
	}
	return CSV
}

func kind(e catalog.Entry) string {
	if e.Contoh {
		return Sample
	}
	return Public
}

// state is how a dataset stands to its promise; without one it has none.
func state(e catalog.Entry, now time.Time) []value {
	switch {
	case e.Frequency == catalog.Once:
		return []value{{id: Finished}}
	case e.Due == "":
		return nil
	case e.Late(now) > 0:
		return []value{{id: Late}}
	}
	return []value{{id: OnTime}}
}

func mostFirst(a, b Value) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID))
}

func newestFirst(a, b Value) int { return strings.Compare(b.ID, a.ID) }

// fixed is the order of a list; what is none of it stands behind.
func fixed(order []string) func(a, b Value) int {
	at := func(id string) int {
		if i := slices.Index(order, id); i >= 0 {
			return i
		}
		return len(order)
	}
	return func(a, b Value) int { return cmp.Or(cmp.Compare(at(a.ID), at(b.ID)), strings.Compare(a.ID, b.ID)) }
}
