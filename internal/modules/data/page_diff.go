package data

import (
	"net/http"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/diff"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// diffPage is what two versions of a dataset differ by.
type diffPage struct {
	web.Base
	diff.Pair
	Name     string
	Fields   []web.Field
	Swap     string // path of the other direction
	Notices  []web.Notice
	Between  []catalog.Version
	Columns  []string   // what happened to the columns, in sentences
	Sections []diffPart // changed, added, removed
	Touched  string     // columns whose cells changed, with the number of rows
	Download web.Downloads
}

// A diffPart is one kind of difference with its rows.
type diffPart struct {
	ID    string
	Title lewu.Message
	Total int64
	Shown int
	Hint  lewu.Message // how many are listed, where that is not all
	Table web.Table
}

// showDiff serves GET /data/{slug}/beda.
func (m *module) showDiff(w http.ResponseWriter, r *http.Request) error {
	two, err := m.chooseDiff(r)
	if err != nil {
		return err
	}
	if delivery(r) && two.Batch == "" { // it was published
		return seeOther(w, m.Web.Base(r, lewu.Message{}).Link(diff.Path(two.Set.Slug, 0, two.To.N)))
	}
	p := diffPage{Base: m.Web.Base(r, lewu.Msg("data.diff-title")), Pair: two, Between: two.Between()}
	p.Name = edition.Name(p.Base, two.Set)
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: "/data"}, {Label: web.Text(p.Name), Path: two.Page()}}
	p.Contoh, p.Noindex = two.Set.Contoh, true
	if two.Batch != "" {
		p.preview(w)
	} else {
		p.chooser()
	}
	switch {
	case two.Single():
		p.notice(web.ToneInfo, lewu.Msg("data.diff-single"), lewu.Msg("data.diff-single-body"))
	case two.From.N == two.To.N && two.Batch == "":
		p.notice(web.ToneInfo, lewu.Msg("data.diff-itself"), lewu.Msg("data.diff-itself-body"))
	case two.Alike():
		p.notice(web.ToneGood, lewu.Msg("data.diff-alike"), lewu.Msg("data.diff-alike-body", "isi", two.To.Isi[:16]))
	default:
		d, err := m.compare(r.Context(), two, diff.MaxRows)
		if err != nil {
			return err
		}
		p.fill(d)
	}
	return m.Web.Page(w, http.StatusOK, "data/diff", p)
}

// chooser lets a reader choose two versions, and turn them round.
func (p *diffPage) chooser() {
	p.Fields = []web.Field{p.choice("dari", lewu.Msg("data.diff-from"), p.From.N), p.choice("ke", lewu.Msg("data.diff-to"), p.To.N)}
	p.Swap = diff.Path(p.Set.Slug, p.To.N, p.From.N)
}

// preview says that the later side is a delivery, and leads back to its page. No
// cache keeps it.
func (p *diffPage) preview(w http.ResponseWriter) {
	p.NoTwin = true
	p.Notices = []web.Notice{{
		Page: p.Base, Tone: web.ToneWarn, Title: lewu.Msg("data.preview-banner"), Body: lewu.Msg("data.preview-diff-body", "version", strconv.Itoa(p.To.N)),
		Link: p.Page(), Go: lewu.Msg("data.preview-page"),
	}}
	w.Header().Set("Cache-Control", "no-store")
}

// choice is a list of the open versions to choose from.
func (p *diffPage) choice(field string, label lewu.Message, chosen int) web.Field {
	f := web.Field{Page: p.Base, ID: field, Name: field, Type: "select", Label: label}
	for _, v := range p.List {
		if v.WithdrawnAt.IsZero() {
			n := strconv.Itoa(v.N)
			f.Choices = append(f.Choices, web.Choice{Value: n, Label: p.T("data.diff-choice", "n", n, "day", v.PublishedAt), Chosen: v.N == chosen})
		}
	}
	return f
}

func (p *diffPage) notice(tone string, title, body lewu.Message) {
	p.Notices = append(p.Notices, web.Notice{Page: p.Base, Tone: tone, Title: title, Body: body})
}

// fill writes a comparison.
func (p *diffPage) fill(d *table.Diff) {
	t := diff.NewTables(p.Base, p.Pair, d)
	p.Columns = diff.ColumnChanges(p.Base, p.Set, p.From, p.To)
	p.Touched = strings.Join(t.ChangedColumns(), ", ")
	switch {
	case d.Added+d.Changed+d.Removed == 0:
		p.notice(web.ToneGood, lewu.Msg("data.diff-no-rows"), lewu.Msg("data.diff-no-rows-body"))
	case len(d.Key) == 0:
		p.notice(web.ToneInfo, lewu.Msg("data.diff-no-key"), lewu.Msg("data.diff-no-key-body"))
	case diff.NewColumns(p.From, p.To) && d.Changed > 0:
		p.notice(web.ToneInfo, lewu.Msg("data.diff-new-column"), lewu.Msg("data.diff-new-column-body"))
	}
	if d.Changed > 0 {
		lines, rows := t.Changed()
		p.add("berubah", lewu.Msg("data.diff-changed"), d.Changed, rows, lines)
	}
	if list := t.Fitting(d.AddedRows); d.Added > 0 {
		p.add("baru", lewu.Msg("data.diff-added"), d.Added, len(list), t.Rows("t-baru", lewu.Msg("data.diff-added-caption"), list, p.To))
	}
	if list := t.Fitting(d.RemovedRows); d.Removed > 0 {
		p.add("hilang", lewu.Msg("data.diff-removed"), d.Removed, len(list), t.Rows("t-hilang", lewu.Msg("data.diff-removed-caption"), list, p.From))
	}
	if len(p.Sections) > 0 && p.Batch == "" {
		p.Download = web.Downloads{Page: p.Base, Items: []web.Download{{
			Label: lewu.Msg("data.diff-csv"), Path: "/data/" + p.Set.Slug + "/beda.csv" + diff.Query(p.From.N, p.To.N),
		}}}
	}
	p.Description = lewu.Msg("data.diff-lede", "from", strconv.Itoa(p.From.N), "to", strconv.Itoa(p.To.N),
		"added", strconv.FormatInt(d.Added, 10), "changed", strconv.FormatInt(d.Changed, 10), "removed", strconv.FormatInt(d.Removed, 10))
}

func (p *diffPage) add(id string, title lewu.Message, total int64, shown int, t web.Table) {
	part := diffPart{ID: id, Title: title, Total: total, Shown: shown, Table: t}
	if int64(shown) < total {
		part.Hint = lewu.Msg("data.diff-first", "shown", strconv.Itoa(shown), "total", strconv.FormatInt(total, 10))
	}
	p.Sections = append(p.Sections, part)
}
