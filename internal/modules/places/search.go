package places

import (
	"context"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/region"
)

// searchDocs gives one document a place, found by its names and codes. What is
// known of a place is found by itself.
func searchDocs(_ context.Context, _ int64, put func(lewu.Doc) error) error {
	for _, r := range all() {
		english := r.Short + " regency"
		switch {
		case r.Level() == region.Province:
			english = r.Short + " province"
		case r.Kemendagri.City():
			english = r.Short + " city"
		}
		err := put(lewu.Doc{
			Kind: "place", ID: string(r.Kemendagri), Link: "/wilayah/" + r.Slug, Title: r.Name, TitleEN: english,
			Summary: "Kode Kemendagri " + string(r.Kemendagri) + ", kode BPS " + string(r.BPS) + ", ibu kota " + r.Capital + ".",
			Words:   []string{r.Short, r.Tile, r.Capital, "wilayah", "daerah", "profil"},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
