package data

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/region"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// How much a card says: figures that are public and those that are synthetic,
// and the datasets that it names. A card asks a bounded number of questions,
// however many datasets there are.
const (
	cardPublic = 6
	cardSample = 3
	cardLines  = 8
	cardTries  = 16 // datasets that are opened for their figures
	agencySets = 30
)

// cards is what the room says of a region or an agency.
func (m *module) cards(ctx context.Context, subject lewu.Ref) (_ []lewu.Card, err error) {
	defer errs.Wrap(&err, "data.cards(%+v)", subject)

	sets, err := m.Catalog.Published(ctx)
	if err != nil {
		return nil, err
	}
	switch subject.Kind {
	case lewu.RefRegion:
		place, ok := region.ByKemendagri(region.Kemendagri(subject.ID))
		if !ok {
			return nil, nil
		}
		return m.regionCards(ctx, place, sets)
	case lewu.RefAgency:
		return m.agencyCards(ctx, subject.ID, sets)
	}
	return nil, nil
}

// regionCards is what there is about a region: the newest figure of the best
// datasets, public ones first, and those datasets cut to the region.
func (m *module) regionCards(ctx context.Context, place region.Region, sets []catalog.Entry) ([]lewu.Card, error) {
	sets = speaking(sets, place)
	if len(sets) == 0 {
		return nil, nil
	}
	card := lewu.Card{
		Title: lewu.Msg("data.card-region", "name", place.Short), Link: "/data?wilayah=" + place.Slug, Order: 30, Total: len(sets),
	}
	if place.Level() == region.Province {
		card.Link = "/data"
	}
	public, sample := 0, 0
	for i, e := range sets {
		left := cardPublic - public
		if e.Contoh {
			left = cardSample - sample
		}
		if i >= cardTries || left <= 0 && i >= cardLines {
			continue
		}
		figures, line, err := m.aboutRegion(ctx, place, e, left)
		if err != nil {
			return nil, err
		}
		if e.Contoh {
			sample += len(figures)
		} else {
			public += len(figures)
		}
		card.Figures = append(card.Figures, figures...)
		if i < cardLines {
			card.Lines = append(card.Lines, line)
		}
	}
	return []lewu.Card{card}, nil
}

// speaking are the datasets that speak of a region, in the order of a card:
// public ones first, then those with a figure for the front page, then the
// newest of each topic before the next of any. All of them speak of the province.
func speaking(sets []catalog.Entry, place region.Region) []catalog.Entry {
	list := slices.DeleteFunc(slices.Clone(sets), func(e catalog.Entry) bool {
		return place.Level() != region.Province && !slices.Contains(e.Extent.Regions, string(place.Kemendagri))
	})
	slices.SortStableFunc(list, func(a, b catalog.Entry) int { return b.PublishedAt.Compare(a.PublishedAt) })
	turn, seen := map[string]int{}, map[string]int{}
	for _, e := range list {
		turn[e.ID] = seen[e.Topic]
		seen[e.Topic]++
	}
	slices.SortStableFunc(list, func(a, b catalog.Entry) int {
		return cmp.Or(cmp.Compare(bit(a.Contoh), bit(b.Contoh)), cmp.Compare(bit(len(a.Highlights) == 0), bit(len(b.Highlights) == 0)),
			cmp.Compare(turn[a.ID], turn[b.ID]))
	})
	return list
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// aboutRegion is what one dataset says of a region: at most limit figures, and
// its line. One that cannot be read now says so instead.
func (m *module) aboutRegion(ctx context.Context, place region.Region, e catalog.Entry, limit int) ([]lewu.KPI, lewu.Line, error) {
	line := setLine(e, m.Clock())
	v, _, err := m.Published.InForce(ctx, e.Dataset)
	if err != nil {
		return m.failedFigure(ctx, e, limit, err), line, ctx.Err()
	}
	b := m.open(e.Dataset, v, nil)
	if place.Level() != region.Province {
		if err := m.cutTo(ctx, b, place, &line); err != nil {
			return m.failedFigure(ctx, e, limit, err), line, ctx.Err()
		}
	}
	if limit <= 0 {
		return nil, line, nil
	}
	figures, err := m.regionFigures(ctx, b, place, limit)
	if err != nil {
		return m.failedFigure(ctx, e, limit, err), line, ctx.Err()
	}
	return figures, line, nil
}

// failedFigure stands for a figure that could not be read now.
func (m *module) failedFigure(ctx context.Context, e catalog.Entry, limit int, err error) []lewu.KPI {
	m.Log.WarnContext(ctx, "a card without its figure", "dataset", e.Slug, "err", err)
	if limit <= 0 {
		return nil
	}
	return []lewu.KPI{{Label: e.Title, LabelEN: e.TitleEN, Figure: lewu.Figure{Contoh: e.Contoh}, Link: "/data/" + e.Slug, Failed: true}}
}

// cutTo points a line at the rows of a region, and counts them.
func (m *module) cutTo(ctx context.Context, b *book.Book, place region.Region, line *lewu.Line) error {
	list, err := b.Places(ctx, "")
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Home.Kemendagri == place.Kemendagri {
			line.Link += "?" + queryOf(b.Shape.Region, p.Value)
			line.Meta[1] = lewu.Msg("data.line-rows-of", "n", strconv.FormatInt(p.Rows, 10), "name", place.Short)
		}
	}
	return nil
}

// regionFigures are the newest figures of a dataset for a region. A public
// table with one row a region gives all of its measures, any other the one that
// it is about.
func (m *module) regionFigures(ctx context.Context, b *book.Book, place region.Region, limit int) (list []lewu.KPI, err error) {
	ask := book.Ask{}
	if place.Level() != region.Province {
		ask.Region = string(place.Kemendagri)
	}
	measures := []string{""}
	if !b.Set.Contoh && ask.Region != "" && b.Shape.Time == "" && b.Shape.Name == "" {
		measures = nil
		for i, measure := range b.Shape.Measures {
			if i == b.Shape.Main {
				measures = append([]string{measure.Name}, measures...)
			} else {
				measures = append(measures, measure.Name)
			}
		}
	}
	for _, measure := range measures[:min(limit, len(measures))] {
		ask.Measure = measure
		var k lewu.KPI
		if ask.Region == "" && measure == "" { // the figure of the front page, where there is one
			k, err = m.headline(ctx, b.Set, b.Version, ask)
		} else {
			k, err = b.Headline(ctx, ask)
		}
		switch {
		case errs.Is(err, errs.NotFound) || err == nil && k.Figure.State.Key == highest:
			continue // none, or one of many that says little by itself
		case err != nil:
			return nil, err
		}
		k.Figure.Due = b.Set.Due
		if measure == "" {
			k.Label, k.LabelEN = standing(k.Label, b.Set.Title, " menurut "), standing(k.LabelEN, b.Set.TitleEN, " by ")
		}
		list = append(list, k)
	}
	return list, nil
}

// standing is a label that stands by itself: a single word ("Kasus") says
// nothing away from its dataset, whose title says it, without its kinds.
func standing(label, title, by string) string {
	word, _, _ := strings.Cut(label, " (") // "Indeks (1-5)"
	if strings.Contains(word, " ") || title == "" {
		return label
	}
	title, _, _ = strings.Cut(title, by)
	title, _, _ = strings.Cut(title, " (")
	return title
}

// highest is the state of a figure that is only the highest of many.
const highest = "data.figure-highest"

// agencyCards is what an agency has published: its figures of the front page,
// and its datasets with how punctual they are.
func (m *module) agencyCards(ctx context.Context, slug string, sets []catalog.Entry) ([]lewu.Card, error) {
	card := lewu.Card{Title: lewu.Msg("data.card-agency"), Link: "/data?instansi=" + slug, Order: 30}
	now := m.Clock()
	sets = slices.DeleteFunc(slices.Clone(sets), func(e catalog.Entry) bool { return e.AgencyAddress() != slug })
	slices.SortStableFunc(sets, func(a, b catalog.Entry) int {
		return cmp.Or(cmp.Compare(b.Late(now), a.Late(now)), b.PublishedAt.Compare(a.PublishedAt))
	})
	if card.Total = len(sets); len(sets) == 0 {
		return nil, nil
	}
	agencies, err := m.Ref.Agencies(ctx, "")
	if err != nil {
		return nil, err
	}
	for _, e := range sets[:min(agencySets, len(sets))] {
		line := punctual(e, now)
		for _, a := range agencies {
			if a.ID == e.AgencyID && a.Slug != slug { // of one that this agency succeeded
				line.Meta = append(line.Meta, lewu.Msg("data.line-owner", "agency", a.Name))
			}
		}
		card.Lines = append(card.Lines, line)
	}
	card.Figures, err = m.agencyFigures(ctx, sets)
	return []lewu.Card{card}, err
}

// agencyFigures are those that an agency puts on the front page; of one that
// puts none there, those that its newest datasets are about.
func (m *module) agencyFigures(ctx context.Context, sets []catalog.Entry) (list []lewu.KPI, err error) {
	for _, e := range sets {
		if len(e.Highlights) == 0 || len(list) >= cardPublic {
			continue
		}
		figures, err := m.highlights(ctx, e)
		if err != nil {
			return nil, err
		}
		list = append(list, figures...)
	}
	for i, e := range sets {
		if i == cardPublic || len(list) >= cardSample {
			break
		}
		if len(e.Highlights) == 0 {
			figures, _, err := m.aboutRegion(ctx, region.Kalteng(), e, 1)
			if err != nil {
				return nil, err
			}
			list = append(list, figures...)
		}
	}
	return list, nil
}

// setLine names a dataset: whose it is, how many rows it has, how it stands.
func setLine(e catalog.Entry, now time.Time) lewu.Line {
	line := lewu.Line{
		Label: e.Title, LabelEN: e.TitleEN, Link: "/data/" + e.Slug, Contoh: e.Contoh,
		Note: lewu.Msg("data.line-published", "day", clock.Day(e.PublishedAt)),
		Meta: []lewu.Message{lewu.Msg("web.raw", "text", e.Agency), lewu.Msg("data.line-rows", "n", strconv.FormatInt(e.Rows, 10))},
	}
	if late := e.Late(now); late > 0 {
		line.Note, line.Age = lewu.Msg("data.line-late", "n", strconv.Itoa(late)), "late"
	}
	return line
}

// punctual is the line of a dataset on its agency's own page.
func punctual(e catalog.Entry, now time.Time) lewu.Line {
	line := setLine(e, now)
	line.Meta[0] = lewu.Msg("data.line-published", "day", clock.Day(e.PublishedAt))
	if e.Frequency != "" {
		line.Meta = append(line.Meta, lewu.Msg("data.frequency-"+string(e.Frequency)))
	}
	switch {
	case e.Late(now) > 0:
		line.Note = lewu.Msg("data.line-late-since", "n", strconv.Itoa(e.Late(now)), "day", e.Due)
	case e.Frequency == catalog.Once:
		line.Note, line.Age = lewu.Msg("data.line-once"), "final"
	case e.Due != "":
		line.Note = lewu.Msg("data.line-next", "day", e.Due)
	default:
		line.Note = lewu.Msg("data.line-unplanned")
	}
	return line
}
