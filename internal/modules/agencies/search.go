package agencies

import (
	"context"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// searchDocs gives one document an agency, found by its name and topics. Its
// datasets are found by themselves.
func (m *module) searchDocs(ctx context.Context, _ int64, put func(lewu.Doc) error) error {
	sets, err := m.Catalog.Published(ctx)
	if err != nil {
		return err
	}
	for _, a := range gather(sets, m.Clock()) {
		err := put(lewu.Doc{
			Kind: "agency", ID: a.Slug, Link: "/opd/" + a.Slug, Title: a.Name, Summary: strings.Join(a.Topics, ", "),
			Words: []string{"perangkat daerah", "instansi", "agency"}, Contoh: a.Contoh,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
