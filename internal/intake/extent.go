package intake

import (
	"context"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/period"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/table"
)

// maxValues is how many values of a column are looked at for what a version
// covers. A column with more says nothing: 300 years have 109,572 days, and
// Indonesia has 83,000 desa and kelurahan.
const maxValues = 120_000

// extent is what the rows of a merged draft cover.
func extent(ctx context.Context, draft *table.Draft, set catalog.Dataset, columns []lewu.Column) (e catalog.Extent, err error) {
	for _, c := range timeColumns(set, columns) {
		values, whole, err := draft.Distinct(ctx, c.Name, maxValues)
		if err != nil {
			return e, err
		}
		if !whole {
			continue
		}
		if from, to, ok := span(values); ok {
			e.From, e.To = from, to
			break
		}
	}
	for _, named := range []bool{false, true} {
		if len(e.Regions) > 0 {
			break // codes tell more exactly than names
		}
		for _, c := range columns {
			if !ofPlaces(c, named) {
				continue
			}
			values, whole, err := draft.Distinct(ctx, c.Name, maxValues)
			if err != nil {
				return e, err
			}
			if whole {
				e.Regions = append(e.Regions, regions(c.Kind, values)...)
			}
		}
	}
	slices.Sort(e.Regions)
	e.Regions = slices.Compact(e.Regions)
	return e, nil
}

// ofPlaces tells whether a column holds region codes, or where named is true
// the names of regions: "kabupaten_kota".
func ofPlaces(c lewu.Column, named bool) bool {
	if !named {
		return c.Kind == lewu.Kemendagri || c.Kind == lewu.BPS
	}
	return c.Kind == lewu.Text && hasWord(c.Name, "kabupaten", "kab", "kota", "provinsi", "wilayah", "daerah")
}

// hasWord tells whether one of the words of a column's name is among words.
func hasWord(name string, words ...string) bool {
	return slices.ContainsFunc(strings.Split(name, "_"), func(w string) bool { return slices.Contains(words, w) })
}

// timeColumns are the columns that may say which time a row is about, the
// likeliest first: the declared one, those of the key, "tahun" and its like,
// then any year or date that is not the birthday of a thing.
func timeColumns(set catalog.Dataset, columns []lewu.Column) []lewu.Column {
	ranks := make(map[string]int, len(columns))
	var list []lewu.Column
	for _, c := range columns {
		typed := c.Kind == lewu.Year || c.Kind == lewu.Date
		rank := 0
		switch {
		case c.Name == set.Period && !c.Kind.Numeric() && c.Kind != lewu.Boolean:
			rank = 1
		case typed && slices.Contains(set.Key, c.Name):
			rank = 2
		case c.Kind == lewu.Year && c.Name == "tahun":
			rank = 3
		case (c.Kind == lewu.Text || c.Kind == lewu.Code) && slices.Contains([]string{"periode", "bulan", "triwulan", "semester"}, c.Name):
			rank = 4
		case typed && !ofThings(c.Name):
			rank = 5
		default:
			continue
		}
		ranks[c.Name] = rank
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b lewu.Column) int { return ranks[a.Name] - ranks[b.Name] })
	return list
}

// ofThings tells whether a column of time says when a thing began or ended, or
// when somebody wrote it down, not which time its row is about: "tahun_berdiri"
// of a school.
func ofThings(name string) bool {
	return hasWord(name, "berdiri", "didirikan", "pendirian", "bangun", "dibangun", "pembangunan", "pembuatan", "perolehan", "lahir",
		"izin", "berlaku", "berakhir", "akhir", "input", "entri", "unduh", "scraped", "diperbarui", "update", "updated", "created")
}

// span is the first and the last of periods as their column writes them, in
// canonical text; ok is false where one of the values is no period, or there
// are none.
func span(values []string) (from, to string, ok bool) {
	var first, last period.Period
	for _, text := range values {
		p, err := period.Parse(text)
		if err != nil {
			return "", "", false
		}
		if first.Unit() == period.None || p.Compare(first) < 0 {
			first = p
		}
		if last.Unit() == period.None || p.End() > last.End() || p.End() == last.End() && p.Compare(last) < 0 {
			last = p
		}
	}
	return first.String(), last.String(), len(values) > 0
}

// regions are the province and its kabupaten/kota that codes of either system
// stand for or lie in, or that names name. Other provinces are none of ours.
func regions(kind lewu.Kind, values []string) (list []string) {
	for _, text := range values {
		found, ok := home(kind, text)
		if n := len(list); ok && (n == 0 || list[n-1] != string(found.Kemendagri)) {
			list = append(list, string(found.Kemendagri))
		}
	}
	return list
}

// home finds the province or the kabupaten/kota that a code stands for or lies
// in, or that is so named.
func home(kind lewu.Kind, text string) (region.Region, bool) {
	switch kind {
	case lewu.Text:
		return region.FindName(text)
	case lewu.BPS:
		b, err := region.ParseBPS(text)
		if err != nil {
			return region.Region{}, false
		}
		for b.Level() > region.Regency {
			b, _ = b.Parent()
		}
		return region.ByBPS(b)
	}
	k, err := region.ParseKemendagri(text)
	if err != nil {
		return region.Region{}, false
	}
	for k.Level() > region.Regency {
		k, _ = k.Parent()
	}
	return region.ByKemendagri(k)
}
