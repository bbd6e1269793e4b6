package sample

import (
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/ref"
)

// A seat is an agency of the demo: what it is called, and what it was called
// before. Codes have the shape of those of a SKPD and are invented, as the decrees.
type seat struct {
	name, short, english, code string
	before, renamed            string // former name, and the day of the new one
}

func seats() []seat {
	return []seat{
		{name: "Dinas Contoh A", english: "Sample Agency A", code: "3.27.0.00.0.00.91.0000"},
		{name: "Dinas Contoh B", english: "Sample Agency B", code: "1.01.0.00.0.00.92.0000"},
		{name: "Dinas Contoh C", english: "Sample Agency C", code: "1.05.0.00.0.00.93.0000", before: "Badan Contoh C (contoh)", renamed: "2023-01-01"},
		{name: "Dinas Contoh D", english: "Sample Agency D", code: "3.30.0.00.0.00.94.0000"},
		{name: "Bapenda (contoh)", short: "Bapenda", english: "Revenue Agency (sample)", code: "5.02.0.00.0.00.03.0000"},
		{name: "BKAD (contoh)", short: "BKAD", english: "Finance and Assets Agency (sample)", code: "5.02.0.00.0.00.01.0000"},
		{name: "BPBPK (contoh)", short: "BPBPK", english: "Disaster and Fire Agency (sample)", code: "1.05.0.00.0.00.02.0000"},
		{name: "DESDM (contoh)", short: "DESDM", english: "Energy and Mineral Resources Agency (sample)", code: "3.29.0.00.0.00.01.0000"},
		{name: "Dinkes (contoh)", short: "Dinkes", english: "Health Agency (sample)", code: "1.02.0.00.0.00.01.0000"},
		{name: "Dinsos (contoh)", short: "Dinsos", english: "Social Affairs Agency (sample)", code: "1.06.0.00.0.00.01.0000"},
		{name: "Disbudpar (contoh)", short: "Disbudpar", english: "Culture and Tourism Agency (sample)", code: "2.22.3.26.0.00.01.0000", before: "Dinas Pariwisata (contoh)", renamed: "2021-01-04"},
		{name: "Disbun (contoh)", short: "Disbun", english: "Plantations Agency (sample)", code: "3.27.0.00.0.00.02.0000"},
		{name: "Disdik (contoh)", short: "Disdik", english: "Education Agency (sample)", code: "1.01.0.00.0.00.01.0000"},
		{name: "Disdukcapil (contoh)", short: "Disdukcapil", english: "Population and Civil Registration Agency (sample)", code: "2.12.0.00.0.00.01.0000"},
		{name: "Dishanpang (contoh)", short: "Dishanpang", english: "Food Security Agency (sample)", code: "2.09.0.00.0.00.01.0000"},
		{name: "Dishub (contoh)", short: "Dishub", english: "Transport Agency (sample)", code: "2.15.0.00.0.00.01.0000"},
		{name: "Diskominfosantik (contoh)", short: "Diskominfosantik", english: "Communication, Cryptography and Statistics Agency (sample)", code: "2.16.2.20.2.21.01.0000", before: "Diskominfo (contoh)", renamed: "2020-01-02"},
		{name: "Diskop UKM (contoh)", short: "Diskop UKM", english: "Cooperatives and Small Business Agency (sample)", code: "2.17.0.00.0.00.01.0000"},
		{name: "Dislutkan (contoh)", short: "Dislutkan", english: "Marine Affairs and Fisheries Agency (sample)", code: "3.25.0.00.0.00.01.0000", before: "Dinas Perikanan (contoh)", renamed: "2020-01-02"},
		{name: "Disnakertrans (contoh)", short: "Disnakertrans", english: "Manpower and Transmigration Agency (sample)", code: "2.07.3.32.0.00.01.0000"},
		{name: "Disperdagin (contoh)", short: "Disperdagin", english: "Trade and Industry Agency (sample)", code: "3.30.3.31.0.00.01.0000"},
		{name: "Disperkimtan (contoh)", short: "Disperkimtan", english: "Housing and Land Agency (sample)", code: "1.04.2.10.0.00.01.0000"},
		{name: "Dispursip (contoh)", short: "Dispursip", english: "Library and Archives Agency (sample)", code: "2.23.2.24.0.00.01.0000"},
		{name: "DLH (contoh)", short: "DLH", english: "Environment Agency (sample)", code: "2.11.0.00.0.00.01.0000"},
		{name: "DP3APPKB (contoh)", short: "DP3APPKB", english: "Women, Children and Family Agency (sample)", code: "2.08.2.14.0.00.01.0000"},
		{name: "DPMPTSP (contoh)", short: "DPMPTSP", english: "Investment and One-Stop Services Agency (sample)", code: "2.18.0.00.0.00.01.0000"},
		{name: "DPUPR (contoh)", short: "DPUPR", english: "Public Works and Spatial Planning Agency (sample)", code: "1.03.0.00.0.00.01.0000"},
	}
}

// The agencies that were merged, and into which.
const (
	crops     = "Dinas Tanaman Pangan (contoh)"
	livestock = "Balai Peternakan Muara Ja'an (contoh)"
	merged    = "TPHP (contoh)"
)

// Agencies are those of the demo as of a day: with their decrees, some with a
// former name, and two that a third one succeeds. See Merge.
func Agencies(day time.Time) (list []ref.Agency) {
	put := func(periods ...ref.Period) {
		name := periods[len(periods)-1].Name
		list = append(list, ref.Agency{Contoh: true, PPID: "PPID Pelaksana " + name, Periods: periods})
	}
	for _, s := range seats() {
		now := ref.Period{From: founded, Code: s.code, Name: s.name, NameEN: s.english, Short: s.short, Decree: "Perda 5/2016 (contoh)", DecreeOn: "2016-10-31"}
		if s.before == "" {
			put(now)
			continue
		}
		was := now
		was.Name, was.NameEN, was.Short, was.Until = s.before, "", "", s.renamed
		now.From, now.Decree, now.DecreeOn = s.renamed, "Perda 8/"+yearBefore(s.renamed)+" (contoh)", yearBefore(s.renamed)+"-11-16"
		put(was, now)
	}
	put(ref.Period{From: founded, Code: "3.27.0.00.0.00.03.0000", Name: crops, NameEN: "Food Crops Agency (sample)", Decree: "Perda 5/2016 (contoh)", DecreeOn: "2016-10-31"})
	put(ref.Period{From: founded, Code: "3.27.0.00.0.00.04.0000", Name: livestock, NameEN: "Muara Ja'an Livestock Centre (sample)", Decree: "Perda 5/2016 (contoh)", DecreeOn: "2016-10-31"})
	decree, on, decided := merger(day)
	put(ref.Period{
		From: on, Code: "3.27.0.00.0.00.05.0000", Name: merged, NameEN: "Food Crops, Horticulture and Livestock Agency (sample)", Short: "TPHP",
		Decree: decree, DecreeOn: decided,
	})
	return list
}

// founded is the day on which the agencies of the demo began.
const founded = "2017-01-01"

func yearBefore(day string) string {
	t, err := clock.ParseDay(day)
	if err != nil {
		return day
	}
	return t.AddDate(-1, 0, 0).Format("2006")
}

// A Merger is the decree by which agencies of the demo became one, by their names.
type Merger struct {
	From []string
	Into string

	On, Decree, DecreeOn string // before the demo's day, and behind what the old ones sent
}

// Merge is the merger of the demo as of a day.
func Merge(day time.Time) Merger {
	decree, on, decided := merger(day)
	return Merger{From: []string{crops, livestock}, Into: merged, On: on, Decree: decree, DecreeOn: decided}
}

// merger is the first of a month, four months before the demo's day or a little
// more.
func merger(day time.Time) (decree, on, decided string) {
	first := time.Date(day.Year(), day.Month()-4, 1, 0, 0, 0, 0, time.UTC)
	before := first.AddDate(0, -2, 11)
	return "Perda 4/" + before.Format("2006") + " (contoh)", first.Format(time.DateOnly), before.Format(time.DateOnly)
}
