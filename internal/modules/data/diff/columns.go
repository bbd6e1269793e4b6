package diff

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/web"
)

// ColumnChanges tells in sentences what happened to the columns between two
// versions: new ones, those that went, and those of another kind or unit.
func ColumnChanges(b web.Base, set catalog.Dataset, from, to catalog.Version) (list []string) {
	english := b.Lang() == i18n.EN
	for _, c := range to.Columns {
		old, had := from.Column(c.Name)
		label := set.Named(c, english).Label
		switch {
		case !had:
			list = append(list, b.T("data.diff-column-new", "column", label))
		case old.Kind != c.Kind:
			list = append(list, b.T("data.diff-column-kind", "column", label, "before", kindName(b, old), "after", kindName(b, c)))
		case old.Unit != c.Unit:
			list = append(list, b.T("data.diff-column-unit", "column", label, "before", orDash(old.Unit), "after", orDash(c.Unit)))
		case old.Label != c.Label:
			list = append(list, b.T("data.diff-column-label", "column", c.Name, "before", old.Label, "after", c.Label))
		}
	}
	for _, c := range from.Columns {
		if _, has := to.Column(c.Name); !has {
			list = append(list, b.T("data.diff-column-gone", "column", set.Named(c, english).Label))
		}
	}
	return list
}

// NewColumns tells whether a later version has a column that the earlier one
// lacks: then every row with a value in it counts as changed.
func NewColumns(from, to catalog.Version) bool {
	for _, c := range to.Columns {
		if _, had := from.Column(c.Name); !had {
			return true
		}
	}
	return false
}

func kindName(b web.Base, c lewu.Column) string { return b.T("data.kind-" + string(c.Kind)) }

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
