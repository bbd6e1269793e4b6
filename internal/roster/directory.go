package roster

import (
	"slices"
	"strings"

	"github.com/lewu-id/lewu/internal/text"
)

// A handle names an agency while a plan is made: its id, or for one that the
// workbook adds, a sign of its own that the id takes the place of.
type handle string

// known is an agency that the rows of a workbook can point to.
type known struct {
	handle handle
	name   string   // as it is called today, or at last
	words  []string // all names, short names and codes it ever had
}

// A directory finds agencies by what people call them.
type directory struct {
	list []known
	by   map[string][]int // folded words
}

func newDirectory() *directory { return &directory{by: map[string][]int{}} }

// add puts an agency in; more words for one that is there already are added to
// it.
func (d *directory) add(h handle, name string, words ...string) {
	i := slices.IndexFunc(d.list, func(k known) bool { return k.handle == h })
	if i < 0 {
		i = len(d.list)
		d.list = append(d.list, known{handle: h, name: name})
	}
	for _, word := range append(words, name) {
		key := folded(word)
		if key == "" || slices.Contains(d.by[key], i) {
			continue
		}
		d.by[key] = append(d.by[key], i)
		d.list[i].words = append(d.list[i].words, word)
	}
}

// find is the agency that a word points to: exactly one, or a fault's key with
// its words.
func (d *directory) find(word string) (h handle, fault string, pairs []string) {
	found := d.by[folded(word)]
	near := d.near(word, len(found))
	switch {
	case len(found) == 1:
		return d.list[found[0]].handle, "", nil
	case len(found) == 0 && near != "":
		return "", "roster.agency-near", []string{"value", word, "name", near}
	case len(found) == 0:
		return "", "roster.agency-unknown", []string{"value", word}
	}
	var names []string
	for _, i := range found {
		names = append(names, d.list[i].name)
	}
	return "", "roster.agency-ambiguous", []string{"value", word, "names", strings.Join(names, "; ")}
}

// near is the known word most like one that was not found; empty where none is.
func (d *directory) near(word string, found int) string {
	if found > 0 {
		return ""
	}
	var folds []string
	whole := map[string]string{}
	for _, k := range d.list {
		for _, w := range k.words {
			f := folded(w)
			folds, whole[f] = append(folds, f), w
		}
	}
	if list := text.Near(folded(word), folds, 1); len(list) > 0 {
		return whole[list[0]]
	}
	return ""
}

// nameOf is what an agency is called; empty: no agency.
func (d *directory) nameOf(h handle) string {
	for _, k := range d.list {
		if k.handle == h {
			return k.name
		}
	}
	return ""
}
