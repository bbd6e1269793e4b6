package data

import (
	"context"
	"time"

	"github.com/lewu-id/lewu/internal/errs"
)

// paths are the public pages of the room, for the sitemap: the catalogue and
// every dataset of really published figures. Synthetic ones are noindex.
func (m *module) paths(ctx context.Context, put func(path string, changed time.Time) error) (err error) {
	defer errs.Wrap(&err, "data.paths")

	sets, err := m.Catalog.Published(ctx)
	if err != nil {
		return err
	}
	var newest time.Time
	for _, e := range sets {
		if e.PublishedAt.After(newest) {
			newest = e.PublishedAt
		}
	}
	if err := put(listPath, newest); err != nil {
		return err
	}
	for _, e := range sets {
		if e.Contoh {
			continue
		}
		if err := put("/data/"+e.Slug, e.PublishedAt); err != nil {
			return err
		}
	}
	return nil
}
