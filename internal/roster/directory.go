package roster

import (
	"cmp"
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
	now    []string // alike: those of its last period
	ended  bool
}

// A directory finds agencies by what people call them.
type directory struct {
	list []known
	by   map[string][]int // alike words
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
		key := alike(word)
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
	found := d.likeliest(d.by[alike(word)], alike(word))
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

// likeliest narrows agencies that a word may mean, as the house does: those that
// are still there come first, then those that are called so at last.
func (d *directory) likeliest(found []int, key string) []int {
	for _, better := range []func(known) bool{
		func(k known) bool { return !k.ended },
		func(k known) bool { return slices.Contains(k.now, key) },
	} {
		var list []int
		for _, i := range found {
			if better(d.list[i]) {
				list = append(list, i)
			}
		}
		if len(list) > 0 {
			found = list
		}
	}
	return found
}

// alike is the same for words that people take for one: as they would make one
// address ("Dinas Ja'an", "DINAS JAAN").
func alike(s string) string { return cmp.Or(text.Slug(s), folded(s)) }

// last says which words are those of the agency's last period, and whether it
// has ended.
func (d *directory) last(h handle, ended bool, words ...string) {
	for i := range d.list {
		if k := &d.list[i]; k.handle == h {
			k.ended, k.now = ended, nil
			for _, w := range words {
				k.now = append(k.now, alike(w))
			}
		}
	}
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
