package data

import (
	"context"
	"slices"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/region"
)

// maxFoundYears is how many years a dataset is found by.
const maxFoundYears = 60

// searchDocs gives one document a dataset in force: all of them, or those of
// which something was announced after an event.
func (m *module) searchDocs(ctx context.Context, since int64, put func(lewu.Doc) error) (err error) {
	defer errs.Wrap(&err, "data.searchDocs(%d)", since)

	slugs, err := m.changedSets(ctx, since)
	if err != nil {
		return err
	}
	for _, slug := range slugs {
		set, err := m.Catalog.Dataset(ctx, slug)
		if errs.Is(err, errs.NotFound) || err == nil && set.Current == 0 {
			if err := put(lewu.Doc{Kind: docKind, ID: slug, Gone: true}); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		v, err := m.Catalog.Version(ctx, set.ID, set.Current)
		if err != nil {
			return err
		}
		if err := put(document(set, v, m.foundValues(ctx, set, v))); err != nil {
			return err
		}
	}
	return nil
}

// changedSets are the slugs of the datasets to look at.
func (m *module) changedSets(ctx context.Context, since int64) (slugs []string, err error) {
	if since == 0 {
		list, err := m.Catalog.Published(ctx)
		for _, e := range list {
			slugs = append(slugs, e.Slug)
		}
		return slugs, err
	}
	events, err := announce.Since(ctx, m.DB, since)
	for _, e := range events {
		if e.Kind == "dataset" && !slices.Contains(slugs, e.ID) {
			slugs = append(slugs, e.ID)
		}
	}
	return slugs, err
}

// document is what a dataset is found by.
func document(set catalog.Dataset, v catalog.Version, values []string) lewu.Doc {
	words := []string{set.Agency, set.Topic, set.Source, string(set.Frequency)}
	words = append(words, set.Keywords...)
	for _, c := range v.Columns {
		meaning := set.Meanings[c.Name]
		words = append(words, set.Named(c, false).Label, meaning.LabelEN, meaning.Concept, meaning.Definition)
	}
	for _, code := range v.Extent.Regions {
		if r, ok := region.ByKemendagri(region.Kemendagri(code)); ok {
			words = append(words, r.Name)
		}
	}
	words = append(append(words, years(v.Extent)...), values...)
	return lewu.Doc{
		Kind: docKind, ID: set.Slug, Link: "/data/" + set.Slug, Title: set.Title, TitleEN: set.TitleEN, Summary: set.Summary,
		Words: slices.DeleteFunc(words, func(w string) bool { return w == "" }), Contoh: set.Contoh,
	}
}

// years are those that an extent covers, the last ones where they are many.
func years(e catalog.Extent) (list []string) {
	if len(e.From) < 4 || len(e.To) < 4 {
		return nil
	}
	from, err := strconv.Atoi(e.From[:4])
	if err != nil {
		return nil
	}
	to, err := strconv.Atoi(e.To[:4])
	if err != nil {
		return nil
	}
	for year := max(from, to-maxFoundYears+1); year <= to; year++ {
		list = append(list, strconv.Itoa(year))
	}
	return list
}

// foundValues are the kinds that a table tells apart ("Beras medium", "SMK"),
// and the places and things it names where they are few ("Kamipang"). A table
// that cannot be read is found without them.
func (m *module) foundValues(ctx context.Context, set catalog.Dataset, v catalog.Version) (values []string) {
	b := m.open(set, v, nil)
	columns := []string{b.Shape.Place, b.Shape.Name}
	if b.Shape.System == lewu.Text {
		columns = append(columns, b.Shape.Region)
	}
	for _, c := range b.Shape.Categories {
		columns = append(columns, c.Column)
	}
	for _, column := range columns {
		if column == "" {
			continue
		}
		list, err := b.Values(ctx, column)
		if err != nil {
			m.Log.WarnContext(ctx, "found without its values", "dataset", set.Slug, "column", column, "err", err)
			return values
		}
		values = append(values, list...)
	}
	return values
}
