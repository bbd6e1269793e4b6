package find

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/search"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
)

// Documents on a page: of one kind, and of each where there are several.
const (
	pageSize  = 20
	groupSize = 5
)

// page is what a question found.
type page struct {
	web.Base
	Search    web.Search
	Query     string // as far as it was looked for
	Corrected string // as it was meant, where that is not as typed
	Cut       bool
	Total     int // of all kinds
	Kind      string
	Answers   []web.Answer
	Places    []item     // the pages of places that were named beside something else
	Kinds     []kindLink // where there are several
	Groups    []group
	Pager     web.Pager
	Hints     []hint
}

// A kindLink chooses one kind; the one in force has no Path.
type kindLink struct {
	Label lewu.Message
	Total int
	Path  string
}

// A group is the documents of one kind, or the first of them.
type group struct {
	ID    string
	Label lewu.Message
	Total int
	More  string // path of all of them; empty: these are all, or the pager leads on
	Items []item

	best float64 // score of the first
}

// An item is one document, with what was looked for marked.
type item struct {
	Link    string
	Contoh  bool
	Title   []text.Piece
	Summary []text.Piece
}

// A hint is a question that shows what may be asked.
type hint struct{ Text, Path string }

// show serves GET /cari.
func (m *module) show(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "search", "datasets")
	q := r.URL.Query()
	number, err := pageNumber(q.Get("halaman"))
	if err != nil {
		return err
	}
	p := page{Base: m.Web.Base(r, lewu.Msg("find.title")), Kind: q.Get("jenis")}
	p.Query, p.Cut = search.Cut(q.Get("q"))
	p.Search = web.Search{Page: p.Base, ID: "q", Action: "/cari", Value: p.Query, Label: lewu.Msg("find.label")}
	p.Description = lewu.Msg("find.lede")
	if p.Query != "" {
		p.Title, p.Noindex = lewu.Msg("find.title-of", "query", p.Query), true
		if err := m.fill(r.Context(), &p, number); err != nil {
			return err
		}
	}
	if p.Total == 0 {
		p.Hints = hints(p.Lang() == "en")
	}
	p.Search.Page = p.Base
	return m.Web.Page(w, http.StatusOK, "find/find", p)
}

// pageNumber reads ?halaman=; none is the first.
func pageNumber(text string) (int, error) {
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 10_000 {
		return 0, errs.Say(errs.Invalid, "find.page-bad", "value", text)
	}
	return n, nil
}

// fill looks for what was asked.
func (m *module) fill(ctx context.Context, p *page, number int) error {
	first, err := m.Platform.Search.Find(ctx, p.Query, search.Options{Limit: 1})
	if err != nil {
		return err
	}
	p.Corrected, p.Cut, p.Total = first.Corrected, p.Cut || first.Cut, first.Total
	if number == 1 && p.Kind == "" {
		q := search.Understand(cmp.Or(p.Corrected, p.Query))
		if err := errors.Join(m.fillAnswers(ctx, p, q), m.fillPlaces(ctx, p, q)); err != nil {
			return err
		}
	}
	kinds := sortedKinds(first.Kinds)
	if p.Kind == "" && len(kinds) == 1 {
		p.Kind = kinds[0]
	}
	if p.Kind == "" && len(kinds) > 1 {
		if number > 1 {
			return errs.Say(errs.NotFound, "find.no-page", "n", strconv.Itoa(number))
		}
		for _, kind := range kinds {
			g, err := m.group(ctx, p, kind, 0, groupSize)
			if err != nil {
				return err
			}
			p.Groups = append(p.Groups, g)
		}
		slices.SortStableFunc(p.Groups, func(a, b group) int { return cmp.Compare(b.best, a.best) })
	} else if err := m.fillKind(ctx, p, number, first.Kinds[p.Kind]); err != nil {
		return err
	}
	if len(kinds) > 1 {
		p.fillKinds(kinds, first.Kinds)
	}
	return nil
}

// fillKind shows one page of the documents of one kind.
func (m *module) fillKind(ctx context.Context, p *page, number, total int) error {
	pages := (total + pageSize - 1) / pageSize
	if number > max(1, pages) {
		return errs.Say(errs.NotFound, "find.no-page", "n", strconv.Itoa(number))
	}
	if total == 0 {
		return nil
	}
	g, err := m.group(ctx, p, p.Kind, (number-1)*pageSize, pageSize)
	if err != nil {
		return err
	}
	g.More = ""
	p.Groups = []group{g}
	p.Pager = p.pager(number, pages, len(g.Items), total)
	return nil
}

// group looks for documents of one kind.
func (m *module) group(ctx context.Context, p *page, kind string, offset, limit int) (group, error) {
	found, err := m.Platform.Search.Find(ctx, p.Query, search.Options{Kinds: []string{kind}, Offset: offset, Limit: limit})
	if err != nil {
		return group{}, err
	}
	g := group{ID: "jenis-" + kind, Label: kindLabel(kind), Total: found.Total}
	if found.Total > len(found.Hits) {
		g.More = p.path(kind, 1)
	}
	for i, hit := range found.Hits {
		if i == 0 {
			g.best = hit.Score
		}
		g.Items = append(g.Items, item{
			Link: hit.Link, Contoh: hit.Contoh, Title: text.Mark(p.name(hit), found.Terms), Summary: text.Mark(hit.Summary, found.Terms),
		})
	}
	return g, nil
}

// fillAnswers asks all rooms for the figure itself.
func (m *module) fillAnswers(ctx context.Context, p *page, q lewu.Question) error {
	list, err := m.Platform.Answers(ctx, q)
	if err != nil {
		return err
	}
	for _, k := range list {
		if k.Figure.Value == "" || k.Failed {
			continue
		}
		f := p.KPI(k)
		where := f.Name()
		if k.Figure.AsOf != "" {
			where += " · " + p.Day(k.Figure.AsOf)
		}
		p.Answers = append(p.Answers, web.Answer{Page: p.Base, Question: lewu.Msg("find.answer", "query", q.Text), Figure: f, Where: where})
	}
	return nil
}

// maxPlaces is how many places of one question are shown the way to.
const maxPlaces = 3

// fillPlaces shows the way to places that were named beside something else: who
// asks for people in Katingan may want its page.
func (m *module) fillPlaces(ctx context.Context, p *page, q lewu.Question) error {
	if len(q.Terms)+len(q.Years) == 0 {
		return nil // they are what was looked for
	}
	for _, code := range q.Regions[:min(maxPlaces, len(q.Regions))] {
		found, err := m.Platform.Search.Find(ctx, code, search.Options{Kinds: []string{"place"}, Limit: 1})
		if err != nil {
			return err
		}
		for _, hit := range found.Hits {
			if hit.ID == code {
				p.Places = append(p.Places, item{Link: hit.Link, Title: []text.Piece{{Text: p.name(hit)}}})
			}
		}
	}
	return nil
}

// name is the title of a document in the language of the page.
func (p *page) name(hit search.Hit) string {
	if p.Lang() == "en" && hit.TitleEN != "" {
		return hit.TitleEN
	}
	return hit.Title
}

// fillKinds offers each kind by itself.
func (p *page) fillKinds(kinds []string, totals map[string]int) {
	all := kindLink{Label: lewu.Msg("find.kind-all"), Total: p.Total, Path: p.path("", 1)}
	if p.Kind == "" {
		all.Path = ""
	}
	p.Kinds = []kindLink{all}
	for _, kind := range kinds {
		link := kindLink{Label: kindLabel(kind), Total: totals[kind], Path: p.path(kind, 1)}
		if kind == p.Kind {
			link.Path = ""
		}
		p.Kinds = append(p.Kinds, link)
	}
}

func sortedKinds(totals map[string]int) (kinds []string) {
	for kind := range totals {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, func(a, b string) int {
		return cmp.Or(cmp.Compare(kindOrder(a), kindOrder(b)), strings.Compare(a, b))
	})
	return kinds
}

// path is the address of this question, of one kind and page.
func (p *page) path(kind string, number int) string {
	q := url.Values{"q": {p.Query}}
	if kind != "" {
		q.Set("jenis", kind)
	}
	if number > 1 {
		q.Set("halaman", strconv.Itoa(number))
	}
	return "/cari?" + q.Encode()
}

// pager leads through the documents of one kind.
func (p *page) pager(number, pages, shown, total int) web.Pager {
	from := (number-1)*pageSize + 1
	pager := web.Pager{
		Page: p.Base, Label: lewu.Msg("find.pages"),
		Shown: lewu.Msg("find.shown", "from", strconv.Itoa(from), "to", strconv.Itoa(from+shown-1), "total", strconv.Itoa(total)),
	}
	for n := max(1, number-2); n <= min(pages, number+2) && pages > 1; n++ {
		link := web.PagerPage{Number: n}
		if n != number {
			link.Path = p.path(p.Kind, n)
		}
		pager.Pages = append(pager.Pages, link)
	}
	if number > 3 {
		pager.First = p.path(p.Kind, 1)
	}
	if number > 1 {
		pager.Prev = p.path(p.Kind, number-1)
	}
	if number < pages {
		pager.Next = p.path(p.Kind, number+1)
	}
	return pager
}

// hints are questions of each sort: for a figure, a thing, a part of a word, a
// thing under another name.
func hints(english bool) (list []hint) {
	questions := []string{"penduduk katingan 2024", "produksi padi", "harga beras", "listr", "serapan SKPD"}
	if english {
		questions = []string{"population katingan 2024", "rice production", "poverty", "food prices", "roads"}
	}
	for _, q := range questions {
		list = append(list, hint{q, "/cari?" + url.Values{"q": {q}}.Encode()})
	}
	return list
}
