package data

import (
	"context"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/diff"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// listedVersions is how many versions a dataset page names; a daily dataset has
// hundreds. The page of differences offers all of them.
const listedVersions = 10

// A versionsPart is the history of a dataset: "data/_versions", beneath a
// heading of level 2.
type versionsPart struct {
	Page  web.Base
	Items []versionItem // newest first
	More  int           // versions that are not listed
	All   string        // path of the page where any two can be compared; empty with fewer than two
	Log   string        // path of the decisions of offices about it
}

// A versionItem is one version with what it changed, who answers for it, and
// the ways to it.
type versionItem struct {
	catalog.Version
	Shown   bool   // the one on this page
	InForce bool   // the one that a plain address shows
	Open    string // its page; empty where it was withdrawn
	CSV     string // its download
	Before  int    // number of the version it is compared with; 0: none
	Diff    string // path of the differences to that one
}

// versionList makes the history that stands on a page of c.
func (m *module) versionList(ctx context.Context, b web.Base, c edition.Edition) (versionsPart, error) {
	list, err := m.Catalog.Versions(ctx, c.Set.ID)
	if err != nil {
		return versionsPart{}, err
	}
	p := versionsPart{Page: b, More: max(0, len(list)-listedVersions), Log: decisionsPath(c.Set.Slug)}
	for i, v := range list[:min(listedVersions, len(list))] {
		p.Items = append(p.Items, versionLineOf(c, v, list[i+1:]))
	}
	if openVersions(list) > 1 {
		p.All = diff.Path(c.Set.Slug, 0, 0)
	}
	return p, nil
}

// versionLineOf makes the line of v; older are the versions before it, newest
// first.
func versionLineOf(c edition.Edition, v catalog.Version, older []catalog.Version) versionItem {
	item := versionItem{Version: v, Shown: v.N == c.Version.N, InForce: v.N == c.Set.Current}
	if !v.WithdrawnAt.IsZero() {
		return item
	}
	number := strconv.Itoa(v.N)
	item.Open = "/data/" + c.Set.Slug + "?versi=" + number
	item.CSV = "/data/" + c.Set.Slug + ".csv?versi=" + number
	for _, old := range older {
		if old.WithdrawnAt.IsZero() {
			item.Before, item.Diff = old.N, diff.Path(c.Set.Slug, old.N, v.N)
			break
		}
	}
	return item
}

// openVersions counts those that were not withdrawn.
func openVersions(list []catalog.Version) (n int) {
	for _, v := range list {
		if v.WithdrawnAt.IsZero() {
			n++
		}
	}
	return n
}

// Change says in a sentence what the version changed.
func (i versionItem) Change() lewu.Message {
	rows := strconv.FormatInt(i.Rows, 10)
	if i.Base == 0 {
		return lewu.Msg("data.version-first", "rows", rows)
	}
	return lewu.Msg("data.version-change", "rows", rows, "base", strconv.Itoa(i.Base),
		"added", strconv.FormatInt(i.Added, 10), "changed", strconv.FormatInt(i.Changed, 10), "removed", strconv.FormatInt(i.Removed, 10))
}

// Checked says who answers for the version: the two offices that signed it, or
// the one that published it alone.
func (i versionItem) Checked() lewu.Message {
	switch {
	case i.Solo != "":
		return lewu.Msg("data.version-solo", "office", i.Office)
	case i.SubstanceOffice != "" && i.FormOffice != "":
		return lewu.Msg("data.version-signed", "substance", i.SubstanceOffice, "form", i.FormOffice)
	}
	return lewu.Msg("data.version-approved", "office", i.Office)
}

// ShortIsi is the beginning of the hash, as citations for readers show it.
func (i versionItem) ShortIsi() string { return i.Isi[:min(16, len(i.Isi))] }
