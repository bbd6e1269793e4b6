package table

import (
	"slices"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func TestTheValuesOfADraft(t *testing.T) {
	e := engine(t, Options{})
	columns := []lewu.Column{{Name: "tahun", Kind: lewu.Year}, {Name: "tanggal", Kind: lewu.Date}, {Name: "kode", Kind: lewu.Kemendagri}}
	base := publish(t, e, columns, []string{"tahun"}, row("2022", "2022-12-31", "62.71"))
	d := draft(t, e, columns, []string{"tahun"}, 2,
		row("2024", "", "62.06"), row("2023", "2024-02-29", "62.06"), row("2025", "2023-01-01", ""))
	finish(t, d, Merge{Mode: Upsert, Base: &base})

	for _, test := range []struct {
		column string
		limit  int
		want   []string
		whole  bool
	}{
		{"tahun", 4, []string{"2022", "2023", "2024", "2025"}, true},
		{"tahun", 3, []string{"2022", "2023", "2024"}, false},
		{"tanggal", 9, []string{"2022-12-31", "2023-01-01", "2024-02-29"}, true},
		{"kode", 9, []string{"62.06", "62.71"}, true},
	} {
		got, whole, err := d.Distinct(t.Context(), test.column, test.limit)
		if !slices.Equal(got, test.want) || whole != test.whole || err != nil {
			t.Errorf("Distinct(%q, %d) = %q, %v, %v, want %q, %v", test.column, test.limit, got, whole, err, test.want, test.whole)
		}
	}
	if _, _, err := d.Distinct(t.Context(), "bulan", 9); err == nil {
		t.Error("Distinct of a column that does not exist gave no error")
	}
}
