// Package listing finds datasets of the catalogue by words and facets, counts
// what each choice would leave, and writes the addresses of such lists. It is
// pure: what it lists and how words scored is handed to it.
package listing

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/search"
	"github.com/lewu-id/lewu/internal/text"
)

// Keys of an address besides those of facets.
const (
	keyText = "q"
	keySort = "urut"
	keyPage = "halaman"
)

// Orders of a list. In all but the first, datasets with really published
// figures stand before synthetic ones.
const (
	ByRank  = "relevansi" // best answer to the words first
	ByAge   = "terbaru"
	ByTitle = "judul"
	ByLate  = "terlambat" // longest overdue first
)

// Limits of what an address may ask: links on the page repeat it.
const (
	maxPicks = 20  // values of one facet
	maxValue = 120 // bytes of one; agencies have long names
)

// A Question is what an address asks of a list.
type Question struct {
	Text  string              // as typed, without control characters; see search.Cut
	Cut   bool                // Text was longer
	Picks map[string][]string // chosen values by the key of their facet; two in one facet are an or
	Sort  string              // empty: the default, see Order
	Page  int                 // from 1; 0: what was asked is no page
}

// Keys are what an address of a list may say, in canonical order.
func Keys() []string {
	keys := []string{keyText}
	for _, f := range facets() {
		keys = append(keys, f.key)
	}
	return append(keys, keySort, keyPage)
}

// Parse reads an address. Nothing in it is an error: a value that nobody has is
// kept and finds nothing, a key that is none of Keys is passed over.
func Parse(v url.Values) Question {
	q := Question{Picks: map[string][]string{}, Page: 1}
	q.Text, q.Cut = search.Cut(oneLine(v.Get(keyText)))
	left := maxPicks
	for _, f := range facets() {
		for _, value := range v[f.key][:min(len(v[f.key]), left)] {
			value = f.canonical(clip(oneLine(value)))
			if value != "" && !slices.Contains(q.Picks[f.key], value) {
				q.Picks[f.key] = append(q.Picks[f.key], value)
				left--
			}
		}
		slices.Sort(q.Picks[f.key])
	}
	if slices.Contains([]string{ByRank, ByAge, ByTitle, ByLate}, v.Get(keySort)) {
		q.Sort = v.Get(keySort)
	}
	if page := v.Get(keyPage); page != "" {
		q.Page = 0
		if n, err := strconv.Atoi(page); err == nil && n > 0 {
			q.Page = n
		}
	}
	return q
}

// oneLine puts one blank where a text has control characters or more blanks.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, " "), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
}

// Order is the order asked for, or the default: by rank where there are words,
// else the newest first. Without words there is no rank.
func (q Question) Order() string {
	switch {
	case q.Sort == "" && q.Text != "":
		return ByRank
	case q.Sort == "" || q.Sort == ByRank && q.Text == "":
		return ByAge
	}
	return q.Sort
}

// Picked is how many values are chosen.
func (q Question) Picked() (n int) {
	for _, values := range q.Picks {
		n += len(values)
	}
	return n
}

// Encode is the question as the query of an address, in canonical order: the
// same question has one address. Defaults are left out.
func (q Question) Encode() string {
	var parts []string
	add := func(key, value string) { parts = append(parts, key+"="+url.QueryEscape(value)) }
	if q.Text != "" {
		add(keyText, q.Text)
	}
	for _, f := range facets() {
		for _, value := range q.Picks[f.key] {
			add(f.key, value)
		}
	}
	standard := q
	standard.Sort = ""
	if q.Order() != standard.Order() {
		add(keySort, q.Order())
	}
	if q.Page > 1 {
		add(keyPage, strconv.Itoa(q.Page))
	}
	return strings.Join(parts, "&")
}

// Path is the address of the question on a page.
func (q Question) Path(page string) string {
	if query := q.Encode(); query != "" {
		return page + "?" + query
	}
	return page
}

// Without is the question without one chosen value, or without a whole facet
// where value is empty; on its first page.
func (q Question) Without(key, value string) Question {
	picks := map[string][]string{}
	for k, values := range q.Picks {
		for _, v := range values {
			if k != key || value != "" && v != value {
				picks[k] = append(picks[k], v)
			}
		}
	}
	q.Picks, q.Page = picks, 1
	return q
}

// With is the question with one more chosen value, on its first page.
func (q Question) With(key, value string) Question {
	q = q.Without("", "")
	q.Picks[key] = append(q.Picks[key], value)
	slices.Sort(q.Picks[key])
	return q
}

// Only is the question's words alone.
func (q Question) Only() Question { return Question{Text: q.Text, Page: 1} }

// Asking is the question with other words, on its first page.
func (q Question) Asking(words string) Question {
	q.Text, q.Page = words, 1
	return q
}

// Sorted is the question in another order, on its first page.
func (q Question) Sorted(order string) Question {
	q.Sort, q.Page = order, 1
	return q
}

// At is another page of the same list.
func (q Question) At(page int) Question {
	q.Page = page
	return q
}

// Slug is a value as it stands in an address; what has no letter of ours stays.
func Slug(value string) string {
	if s := text.Slug(value); s != "" {
		return s
	}
	return value
}

// place is the slug of a region, which may also be given by its code.
func place(value string) string {
	if r, ok := region.ByKemendagri(region.Kemendagri(value)); ok {
		return r.Slug
	}
	return Slug(value)
}

// clip keeps what an address may say of one value, at a whole character.
func clip(value string) string {
	if len(value) <= maxValue {
		return value
	}
	return strings.ToValidUTF8(value[:maxValue], "")
}
