package catalog

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

func TestDatasets(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := store(t, d)
		for _, set := range []struct{ slug, agency, substance string }{
			{"c-apbd", "dinas-a", "bkad"}, {"a-padi", "dinas-a", ""}, {"b-jagung", "dinas-b", ""}, {"d-kas", "bkad", ""}, {"e-lama", "", ""},
		} {
			one := rice()
			one.Slug, one.SortKey, one.AgencyID, one.Substance = set.slug, set.slug, set.agency, set.substance
			write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, one) })
		}
		in := func(ids ...string) auth.Scope { return auth.Scope{Agencies: ids} }
		for _, test := range []struct {
			producer, substance auth.Scope
			want                string
		}{
			{auth.Scope{}, auth.Scope{}, ""},
			{in("dinas-a"), auth.Scope{}, "a-padi c-apbd"},
			{in("dinas-a", "dinas-b"), in("dinas-a", "dinas-b"), "a-padi b-jagung c-apbd"},
			{auth.Scope{}, in("bkad"), "c-apbd d-kas"},
			{auth.Scope{}, in("dinas-a"), "a-padi"}, // who confirms is another agency
			{in("tidak-ada"), in("tidak-ada"), ""},
			{auth.Scope{Province: true}, auth.Scope{}, "a-padi b-jagung c-apbd d-kas e-lama"},
		} {
			list, err := s.Datasets(t.Context(), test.producer, test.substance)
			if err != nil {
				t.Fatal(err)
			}
			var slugs []string
			for _, set := range list {
				slugs = append(slugs, set.Slug)
			}
			if got := strings.Join(slugs, " "); got != test.want {
				t.Errorf("Datasets(%+v, %+v) = %s, want %s", test.producer, test.substance, got, test.want)
			}
		}
	})
}
