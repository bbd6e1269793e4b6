package view

import (
	"net/url"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"
)

// Values are the parameters of the page that shows a question beside a picture.
func (t *Tale) Values(q lewu.Query, ask Ask) url.Values {
	q.Limit, q.After = 0, ""
	v := table.Values(q)
	for name, list := range ask.values(t.Edition) {
		v[name] = list
	}
	return v
}

// Address is the page that shows a question beside a picture, at the version that
// is shown now where the address named one.
func (t *Tale) Address(suffix string, q lewu.Query, ask Ask) string {
	return t.Path(suffix, t.Values(q, ask))
}

// hidden are fields of a form that keep what another form asked: all that the
// page was asked but for some names.
func (t *Tale) hidden(v url.Values, but ...string) (list []web.Hidden) {
	v = t.Pin(v)
	names := make([]string, 0, len(v))
	for name := range v {
		if !slices.Contains(but, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range v[name] {
			list = append(list, web.Hidden{Name: name, Value: value})
		}
	}
	return list
}

// plainNumbers writes the numbers that people type into a form the way an
// address has them; changed says that one was written otherwise.
func plainNumbers(of catalog.Version, v url.Values) (out url.Values, changed bool) {
	out = url.Values{}
	for name, list := range v {
		column, op, _ := strings.Cut(name, ".")
		col, ok := of.Column(column)
		if !ok || !col.Kind.Numeric() || op == "kosong" {
			out[name] = list
			continue
		}
		for _, text := range list {
			number := typed(text, col)
			changed = changed || number != text
			out[name] = append(out[name], number)
		}
	}
	return out, changed
}

// typed reads a number as people write it: "1.500", "1.500,5", "1,500.5". Three
// digits behind a single mark are thousands, unless the column has as many
// behind its own. Text that is no number stays as it is.
func typed(text string, c lewu.Column) string {
	text = strings.TrimSpace(text)
	at := strings.LastIndexAny(text, ".,")
	if at < 0 || strings.Trim(text, "-0123456789.,") != "" {
		return text
	}
	last := text[at : at+1]
	head, tail := text[:at], text[at+1:]
	several := strings.Contains(head, last)
	mixed := strings.ContainsAny(head, ".,") && !several
	digits := c.Scale
	if c.Kind == lewu.Money {
		digits = 2
	}
	thousands := len(tail) == 3 && len(strings.TrimPrefix(head, "-")) <= 3 && digits < 3
	whole := strings.NewReplacer(".", "", ",", "").Replace(head)
	switch {
	case several && len(tail) != 3:
		return text
	case several, thousands && !mixed:
		return whole + tail
	}
	return whole + "." + tail
}
