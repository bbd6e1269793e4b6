package sample

import (
	"fmt"
	"strconv"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"
)

// A plan is a dataset with one row a period, place and group: most of what a
// province collects has that shape.
type plan struct {
	slug, title, titleEN, summary string
	agency, topic                 string
	method, notes                 string
	keywords                      []string
	frequency                     catalog.Frequency // Yearly or Monthly
	periods                       int               // how many, up to the newest whole one
	late                          int               // days past its release; only of Dinas Contoh A to D
	daysAgo                       int               // of the delivery
	by, byEN                      string            // heading of the groups; empty: none
	groups                        []string
	places                        func(region.Region) bool // nil: all 14
	measures                      []measure
	missing                       func(p point) bool // cells that did not come
}

// A measure is one column of figures.
type measure struct {
	name, label, labelEN, unit string
	definition                 string
	aggregate                  catalog.Aggregate
	digits                     int
	value                      func(p point) float64
}

// delivery is the file of a plan with its dataset.
func (p plan) delivery(day time.Time) Delivery {
	return Delivery{
		Set: p.set(day), File: file(p.slug, day.Year()), DaysAgo: p.daysAgo, Note: "Terbitan pertama.",
		Body: body(func() string { return p.csv(day) }),
	}
}

func (p plan) set(day time.Time) catalog.Dataset {
	set := catalog.Dataset{
		Slug: p.slug, Title: p.title + " (contoh)", TitleEN: p.titleEN + " (sample)",
		Summary: p.summary + " Data contoh: angkanya rekaan.", Agency: p.agency, Topic: p.topic, Source: p.agency,
		Contact: "data@contoh.lewu.example", Contoh: true, OpenFiles: true, Mode: catalog.ReplacePeriod,
		Metadata: catalog.Metadata{
			Frequency: p.frequency, Keywords: p.keywords, Method: p.method, Notes: p.notes, Statistic: catalog.Sectoral,
			Access: catalog.Regular, Meanings: p.meanings(),
		},
	}
	set.Period = "tahun"
	if p.frequency == catalog.Monthly {
		set.Period = "bulan"
	}
	set.Key = []string{set.Period, "kode_kemendagri"}
	if p.by != "" {
		set.Key = append(set.Key, column(p.by))
	}
	switch {
	case p.late > 0:
		set.Due = due(day, -p.late)
	case p.frequency == catalog.Monthly:
		set.Due = due(day, 30-p.daysAgo)
	default:
		set.Due = due(day, 365-p.daysAgo)
	}
	return set
}

// meanings are the five parts of each column.
func (p plan) meanings() map[string]catalog.Meaning {
	m := map[string]catalog.Meaning{
		"kode_kemendagri": {
			Label: "Kode Kemendagri", LabelEN: "Region code (Kemendagri)", Concept: "Wilayah administrasi",
			Definition:     "Kode kabupaten/kota menurut Kemendagri. Bukan kode BPS: delapan dari 14 berbeda.",
			Classification: "Kepmendagri 300.2.2-2138/2025", Measure: "kode", Unit: "tanpa satuan",
		},
		"kabupaten_kota": {
			Label: "Kabupaten/kota", LabelEN: "Regency or city", Concept: "Wilayah administrasi",
			Definition: "Nama kabupaten atau kota.", Classification: "Kepmendagri 300.2.2-2138/2025", Measure: "nama", Unit: "tanpa satuan",
		},
		"tahun": {
			Label: "Tahun", LabelEN: "Year", Concept: "Periode", Definition: "Tahun yang dihitung, Januari sampai Desember.",
			Classification: "kalender", Measure: "tahun", Unit: "tahun",
		},
		"bulan": {
			Label: "Bulan", LabelEN: "Month", Concept: "Periode", Definition: "Bulan yang dihitung, tahun-bulan.",
			Classification: "kalender", Measure: "bulan", Unit: "bulan",
		},
	}
	if p.frequency == catalog.Monthly {
		delete(m, "tahun")
	} else {
		delete(m, "bulan")
	}
	if p.by != "" {
		m[column(p.by)] = catalog.Meaning{
			Label: p.by, LabelEN: p.byEN, Concept: p.by, Definition: "Pembagian menurut " + lower(p.by) + ".",
			Classification: strconv.Itoa(len(p.groups)) + " pilihan", Measure: "kategori", Unit: "tanpa satuan",
		}
	}
	for _, c := range p.measures {
		m[c.name] = catalog.Meaning{
			Label: c.label, LabelEN: c.labelEN, Unit: c.unit, Concept: c.label, Definition: c.definition,
			Classification: "tanpa klasifikasi", Measure: string(c.kind()), Aggregate: c.kind(),
		}
	}
	return m
}

// kind is how the cells of a measure come together; adding up unless it says
// otherwise.
func (c measure) kind() catalog.Aggregate {
	if c.aggregate == "" {
		return catalog.Sum
	}
	return c.aggregate
}

// heading is a measure's column in the file: its name as an office writes it,
// with the unit behind it.
func (c measure) heading() string { return words(c.name) + " (" + c.unit + ")" }

// csv is the file of a plan.
func (p plan) csv(day time.Time) string {
	s := office(p.slug)
	head := []string{"Tahun", "Kode Kemendagri", "Kabupaten/Kota"}
	if p.frequency == catalog.Monthly {
		head[0] = "Bulan"
	}
	groups := p.groups
	if p.by == "" {
		groups = []string{""}
	} else {
		head = append(head, p.by)
	}
	for _, c := range p.measures {
		head = append(head, c.heading())
	}
	s.row(head...)
	for ago := p.periods - 1; ago >= 0; ago-- {
		period, at := p.period(day, ago)
		for _, r := range region.Regencies() {
			if p.places != nil && !p.places(r) {
				continue
			}
			for g, group := range groups {
				at.r, at.group, at.g, at.what = r, group, g, p.slug
				cells := []string{period, string(r.Kemendagri), r.Name}
				if p.by != "" {
					cells = append(cells, group)
				}
				s.row(append(cells, p.cells(s, at)...)...)
			}
		}
	}
	return s.String()
}

// cells are the figures of one row; what did not come is a dash.
func (p plan) cells(s *sheet, at point) (list []string) {
	for _, c := range p.measures {
		if p.missing != nil && p.missing(at) {
			list = append(list, "-")
			continue
		}
		list = append(list, s.number(max(0, c.value(at)), c.digits))
	}
	return list
}

// period names the whole period so many before the newest one that has ended
// when the file is sent.
func (p plan) period(day time.Time, ago int) (string, point) {
	sent := day.AddDate(0, 0, -p.daysAgo)
	if p.frequency == catalog.Monthly {
		m := time.Date(sent.Year(), sent.Month()-time.Month(ago+1), 1, 0, 0, 0, 0, time.UTC)
		return m.Format("2006-01"), point{year: m.Year(), month: int(m.Month()), ago: ago}
	}
	year := sent.Year() - 1 - ago
	return fmt.Sprint(year), point{year: year, ago: ago}
}
