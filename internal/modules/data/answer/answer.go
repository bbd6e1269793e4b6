// Package answer finds the figures that answer a question in words ("penduduk
// katingan 2024"), or none where it could mean two things. It chooses measure,
// kinds, place and year in the books that a search found; opening them is left
// to those who ask.
package answer

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/period"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/search"
	"github.com/lewu-id/lewu/internal/table"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// Limits of an answer.
const (
	MaxAsked   = 8   // datasets, the best that a search finds
	maxRegions = 3   // places in one question
	clearly    = 1.3 // how much better the first of two that answer must have been found
)

// An asked is a book that a question in words is put to.
type asked struct{ *book.Book }

// Answerable tells whether a question is of the kind that one figure answers.
func Answerable(q lewu.Question) bool {
	return len(q.Terms) > 0 && len(q.Regions) <= maxRegions && len(q.Years) <= 1 && len(q.Regions)+len(q.Years) > 0
}

// Figures asks the datasets that were found. Where two answer and neither was
// found clearly better, the question is not clear.
func Figures(ctx context.Context, q lewu.Question, hits []search.Hit, open func(slug string) (*book.Book, error)) ([]lewu.KPI, error) {
	for _, contoh := range []bool{false, true} {
		var best []lewu.KPI
		score := 0.0
		for _, hit := range hits {
			if hit.Contoh != contoh || best != nil && hit.Score*clearly < score {
				continue
			}
			b, err := open(hit.ID)
			if err != nil {
				if ctx.Err() != nil {
					return nil, err
				}
				continue // withdrawn, or not readable now: left out rather than guessed
			}
			list, err := asked{b}.answer(ctx, q)
			switch {
			case err != nil && !errs.Is(err, errs.NotFound):
				return nil, err
			case len(list) == 0:
			case best != nil:
				return nil, nil
			default:
				best, score = list, hit.Score
			}
		}
		if best != nil {
			return best, nil
		}
	}
	return nil, nil
}

// answer is one figure for each place that the question names.
func (b asked) answer(ctx context.Context, q lewu.Question) (list []lewu.KPI, err error) {
	ask, ok, err := b.meant(ctx, q)
	if err != nil || !ok {
		return nil, err
	}
	regions := q.Regions
	if len(regions) == 0 {
		regions = []string{""}
	}
	for i, code := range regions {
		ask.Region = code
		kpi, err := b.answerIn(ctx, q, ask)
		if err != nil {
			return nil, err // without one of the places it is no answer
		}
		kpi.Order = i
		list = append(list, kpi)
	}
	return list, nil
}

// answerIn is the figure of one place.
func (b asked) answerIn(ctx context.Context, q lewu.Question, ask book.Ask) (k lewu.KPI, err error) {
	none := errs.Say(errs.NotFound, "data.no-rows")
	place, ok := b.askedPlace(&ask)
	if !ok {
		return k, none
	}
	measure, _ := b.Shape.Measure(ask.Measure)
	year := ""
	if len(q.Years) == 1 {
		year = strconv.Itoa(q.Years[0])
	}
	name, at := labelPeriod(measure.Label)
	switch {
	case b.Shape.Time == "" && year != "" && !strings.HasPrefix(at, year):
		return k, none // nothing says that the figures are of that year
	case b.Shape.Time == "":
	case b.Shape.Unit != period.Year && (year != "" || measure.Adds()), b.Shape.Part != "" && measure.Adds():
		return k, none // is a year the sum of its months, or the last of them?
	default:
		ask.Year = year
	}
	own := asked{b.Under(ask.Filter)}
	if k, err = own.Headline(ctx, ask); err != nil {
		return k, err
	}
	if k.Figure.State.Key == "data.figure-highest" || k.Figure.Value == "" {
		return lewu.KPI{}, none // several cells were meant, and nothing says which
	}
	if k.Figure.AsOf == "" {
		k.Figure.AsOf = at
	}
	k.Label = strings.Replace(k.Label, measure.Label, name, 1)
	if english, _ := labelPeriod(measure.LabelEN); english != "" {
		k.LabelEN = strings.Replace(k.LabelEN, measure.LabelEN, english, 1)
	}
	b.complete(&k, measure.Label, q.Terms, ask.Filter)
	if place.Name != "" && !strings.Contains(k.Label, place.Short) {
		k.Label, k.LabelEN = k.Label+", "+place.Name, k.LabelEN+", "+place.Short
	}
	k.Link, err = own.filtered(ctx, ask, measure.Name)
	return k, err
}

// askedPlace is the place that a figure is of. A table without a column of
// places is about the province where its title says so, and about nothing that
// may be asked for by name otherwise.
func (b asked) askedPlace(ask *book.Ask) (region.Region, bool) {
	place, known := region.ByKemendagri(region.Kemendagri(ask.Region))
	province := region.Kalteng()
	switch {
	case b.Shape.Region != "" && ask.Region == "":
		return province, true
	case b.Shape.Region != "":
		return place, known
	}
	ofProvince := strings.Contains(b.Set.Title, province.Short)
	if !ofProvince {
		province = region.Region{}
	}
	if ask.Region == "" {
		return province, true
	}
	ask.Region = ""
	return province, known && ofProvince && place == province
}

// complete lets a label say all that was asked: the kinds that were chosen, and
// where the title says the rest, the title.
func (b asked) complete(k *lewu.KPI, label string, asked []string, kinds []lewu.Filter) {
	chosen := false
	for _, f := range kinds {
		c, _ := b.Shape.Category(f.Column)
		chosen = chosen || !c.Apart
		if value := f.Values[0]; !strings.Contains(k.Label, value) {
			k.Label, k.LabelEN = k.Label+", "+value, k.LabelEN+", "+value
		}
	}
	said := termsOf(label, k.Label, k.LabelEN)
	title, english := titleHead(b.Set.Title), titleHead(cmp.Or(b.Set.TitleEN, b.Set.Title))
	_, shares := beside(slices.DeleteFunc(content(title), func(t thing) bool { return !t.says() }), content(label))
	whole := !slices.ContainsFunc(asked, func(t string) bool { return !said.answers(t) })
	if whole && (shares || !chosen) {
		return
	}
	if len(unsaid(content(k.Label), termsOf(title))) == 0 {
		k.Label = title // "Produksi padi" says more than "Produksi"
	} else {
		k.Label += " (" + title + ")"
	}
	if strings.Contains(strings.ToLower(english), strings.ToLower(k.LabelEN)) {
		k.LabelEN = english
	} else {
		k.LabelEN += " (" + english + ")"
	}
}

// titleHead is a title without how its table is divided: "Produksi padi".
func titleHead(title string) string {
	for _, tail := range []string{" menurut ", " by ", " tiap ", " per ", ":", " ("} {
		title, _, _ = strings.Cut(title, tail)
	}
	return title
}

// filtered is the address of the rows behind an answer.
func (b asked) filtered(ctx context.Context, ask book.Ask, measure string) (string, error) {
	filters := slices.Clone(ask.Filter)
	if b.Shape.Region != "" && ask.Region != "" {
		within, _, err := b.Within(ctx, ask.Region, measure)
		if err != nil {
			return "", err
		}
		filters = append(filters, within...)
	}
	filters = append(filters, b.InYear(ask.Year)...)
	path := "/data/" + b.Set.Slug
	if values := table.Values(lewu.Query{Filter: filters}).Encode(); values != "" {
		path += "?" + values
	}
	return path, nil
}

// labelPeriod takes the time out of a label: "Penduduk 2024 semester II" is
// Penduduk, of 2024-S2.
func labelPeriod(label string) (name, at string) {
	words := strings.Fields(label)
	for size := min(4, len(words)-1); size > 0; size-- {
		for i := 0; i+size <= len(words); i++ {
			p, err := period.Parse(strings.Trim(strings.Join(words[i:i+size], " "), "(),"))
			if err == nil {
				return strings.Trim(strings.Join(append(slices.Clone(words[:i]), words[i+size:]...), " "), " ,"), p.String()
			}
		}
	}
	return label, ""
}
