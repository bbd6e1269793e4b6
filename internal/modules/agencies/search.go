package agencies

import (
	"context"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// searchDocs gives one document an agency, found by its topics and by whatever it
// and those that it succeeded are or were called. Its datasets are found by
// themselves.
func (m *module) searchDocs(ctx context.Context, _ int64, put func(lewu.Doc) error) error {
	list, err := m.agencies(ctx)
	if err != nil {
		return err
	}
	for _, a := range list {
		if err := put(document(a)); err != nil {
			return err
		}
	}
	return nil
}

func document(a agency) lewu.Doc {
	d := lewu.Doc{
		Kind: "agency", ID: a.Slug, Link: "/opd/" + a.Slug, Title: a.Name, Summary: strings.Join(a.Topics, ", "),
		Words: []string{"perangkat daerah", "instansi", "agency"}, Contoh: a.Contoh,
	}
	if len(a.Successors) > 0 {
		d.Summary = "→ " + names(a.Successors)
	}
	for _, p := range a.Periods {
		for _, word := range []string{p.Name, p.NameEN, p.Short, p.Code} {
			d.Words = with(d.Words, word)
		}
	}
	for _, l := range a.Before {
		d.Words = with(d.Words, l.Name)
	}
	return d
}
