package view

import (
	"context"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/finding"
)

// A Drawn is a picture with the exact figures in it.
type Drawn struct {
	chart.Chart
	head   string   // what the labels are: "Tahun"
	labels []string // of the points, with the same order in every track
	tracks []track
	step   step
}

// draw makes the picture of a view; nil: there is nothing to draw.
func (v *view) draw(ctx context.Context, page web.Base, c edition.Edition) (d *Drawn, err error) {
	switch {
	case len(v.kinds) == 0:
		return nil, nil
	case v.kind == chart.Line || v.kind == chart.Multi:
		d, err = v.drawTimes(ctx, page, c)
	default:
		d, err = v.drawParts(ctx, page, c)
	}
	if err != nil || d == nil {
		return nil, err
	}
	d.step = stepOf(d.Series, v.measure.Kind == lewu.Money, v.kind == chart.Map)
	d.Kind, d.Title, d.Sub = v.kind, v.title(), v.sub(d.step)
	d.Alt = v.alt(d)
	d.Source, d.Words = v.source(page, c), chart.WordsIn(page.Say)
	d.Short = func(n float64) string { return v.axis(n, d.step) }
	if c.Set.Contoh {
		d.Contoh = page.T("web.contoh")
	}
	if d.Empty() {
		return nil, nil
	}
	return d, nil
}

// drawTimes puts figures along time: the total with the parts that lead, or
// parts by themselves.
func (v *view) drawTimes(ctx context.Context, page web.Base, c edition.Edition) (*Drawn, error) {
	var tracks []track
	leading := v.kind == chart.Line && !v.chosen && v.sums()
	if v.by == "" || leading {
		t, err := v.total(ctx)
		if err != nil {
			return nil, err
		}
		tracks = append(tracks, t)
	}
	if v.by != "" {
		most := maxTracks
		switch {
		case v.kind == chart.Multi:
			most = maxPanels
		case leading:
			most = 2
		}
		list, _, err := v.divisions(ctx, most)
		if err != nil {
			return nil, err
		}
		more, err := v.through(ctx, list)
		if err != nil {
			return nil, err
		}
		tracks = append(tracks, more...)
	}
	d := &Drawn{head: text.Capital(v.ColumnLabel(v.Book.Shape.Time)), tracks: tracks}
	times := v.times()
	for _, at := range times {
		d.labels = append(d.labels, v.Day(at))
	}
	for _, t := range tracks {
		s := chart.Series{Name: t.name}
		for i, p := range t.points {
			link := page.Link(c.RowsPath(v.Book.Where(v.Book.Filters(times[i])...)))
			s.Points = append(s.Points, v.mark(p, chart.Point{Label: d.labels[i], Key: times[i].At.String(), Href: link, Between: p.none}))
		}
		d.Series = append(d.Series, s)
	}
	return d, nil
}

// sums tells whether a line of all rows means something: nothing is brought
// together across different things, nor a mean across posts.
func (v *view) sums() bool {
	if c, ok := v.Book.Shape.Category(v.by); ok && c.Apart {
		return false
	}
	return v.measure.Adds() || v.measure.Aggregate == catalog.Mean && v.within == ""
}

// drawParts puts the newest figures of parts side by side, or on the map.
func (v *view) drawParts(ctx context.Context, page web.Base, c edition.Edition) (*Drawn, error) {
	most := maxBars
	if v.kind == chart.Map {
		most = len(v.places)
	}
	list, newest, err := v.divisions(ctx, most)
	if err != nil {
		return nil, err
	}
	d := &Drawn{head: v.byName(), tracks: []track{{name: v.measureName()}}}
	s := chart.Series{Name: v.measureName()}
	for _, one := range list {
		p := newest[cellKey{by: one.value}]
		d.labels = append(d.labels, one.name)
		d.tracks[0].points = append(d.tracks[0].points, p)
		filter := book.Is(v.by, one.value)
		if one.value == "" {
			filter = lewu.Filter{Column: v.by, Op: lewu.OpMissing}
		}
		link := page.Link(c.RowsPath(v.Book.Where(append(v.Book.Filters(v.newestMoment()), filter)...)))
		s.Points = append(s.Points, v.mark(p, chart.Point{Label: one.name, Key: one.code, Href: link}))
	}
	d.Series = []chart.Series{s}
	return d, nil
}

// mark fills a figure into its mark.
func (v *view) mark(p point, m chart.Point) chart.Point {
	if m.Has = p.has; p.has {
		m.Value, m.Text = float(p.Value), v.Full(p.Number).String()
	} else {
		m.Text = v.Lang().Missing()
	}
	return m
}

// measureName is what the figures of the picture are called.
func (v *view) measureName() string {
	switch {
	case v.measure.Name == "":
		return v.Say(lewu.Msg("data.work-rows"))
	case v.English():
		return v.measure.LabelEN
	}
	return v.measure.Label
}

func (v *view) byName() string {
	if v.by == v.Book.Shape.Region {
		return v.Say(lewu.Msg("data.view-region"))
	}
	return text.Capital(v.ColumnLabel(v.by))
}

// title is what the picture shows, as a finding.
func (v *view) title() string {
	f := v.f
	trimmed := func(p finding.Phrase) string { return strings.TrimSuffix(p.String(), ".") }
	parts := v.kind == chart.Bars || v.kind == chart.Map
	plain := v.Say(lewu.Msg("data.view-title", "measure", v.measureName(), "by", text.Within(v.byName())))
	if finding.Generic(v.measureName()) {
		plain = v.Book.Set.Title
	}
	switch {
	case v.second, v.kind == chart.Multi && v.by != "":
		return plain
	case parts && v.peak != nil && v.by == v.Book.Shape.Region:
		return trimmed(v.Writer.Peak(f, *v.peak))
	case parts && v.by == v.Book.Shape.Region && f.Share != nil && !f.Share.Kinds, parts && f.Share != nil && f.Share.Kinds && v.by != v.Book.Shape.Region:
		return trimmed(v.Share(f, *f.Share))
	case parts && f.Top != nil && v.by == v.Book.Shape.Region:
		return trimmed(v.Writer.Peak(f, *f.Top))
	case f.Mover != nil:
		r := finding.Reading{Now: f.Mover.Now, Before: &f.Mover.Before, Value: f.Mover.Value, Was: f.Mover.Was}
		return f.Mover.Kind + strings.TrimPrefix(v.Change(f, r).String(), ",")
	case v.mainLine() != nil && v.mainLine().Before != nil && !parts:
		r := *v.mainLine()
		return v.measureName() + " " + v.At(r.Now) + strings.TrimPrefix(v.Change(f, r).String(), ",")
	case f.Top != nil:
		return trimmed(v.Writer.Peak(f, *f.Top))
	case f.Kinds != nil && f.Kinds.Column == v.by:
		return trimmed(v.Writer.Kinds(*f.Kinds))
	case v.by == "":
		return v.measureName()
	}
	return plain
}

// sub is what is shown, in which unit, of when, and of which rows only.
func (v *view) sub(in step) string {
	what := v.measureName()
	if v.measure.Aggregate == catalog.Mean && v.measure.Name != "" {
		what = v.Say(lewu.Msg("data.view-mean-of", "what", text.Within(what)))
	}
	unit := v.Unit(v.measure.Unit)
	if v.measure.Kind == lewu.Money {
		unit = "rupiah"
	}
	if in.key != "" {
		unit = strings.TrimSpace(v.Say(lewu.Msg("data.step-"+in.key)) + " " + unit)
	}
	if unit != "" {
		what += ", " + unit
	}
	times := v.times()
	switch {
	case len(times) == 0:
	case v.kind == chart.Line || v.kind == chart.Multi:
		what = v.Say(lewu.Msg("data.view-from", "what", what, "from", v.Day(times[0]), "to", v.Day(times[len(times)-1])))
	default:
		what += ", " + v.Day(v.newestMoment())
	}
	if r := v.provisional(); r != nil {
		what += "; " + v.Say(lewu.Msg("data.view-state", "day", v.Day(r.Now), "state", r.State))
	}
	only := slices.DeleteFunc(book.Joined(v.Book.Base, v.pins), func(f lewu.Filter) bool {
		return f.Op == lewu.OpIn && len(f.Values) == 1 && (f.Column == v.Book.Shape.Time || f.Column == v.Book.Shape.Part) // said already
	})
	if len(only) > 0 {
		what += "; " + published.Conditions(v.Book.Set, v.Book.Version.Columns, only, v)
	}
	return what
}

// maxTold is how many figures the words beside a picture name.
const maxTold = 3

// alt says the same as the picture.
func (v *view) alt(d *Drawn) string {
	var list []string
	if v.kind == chart.Line || v.kind == chart.Multi {
		for _, t := range d.tracks[:min(maxTold, len(d.tracks))] {
			from, to := ends(t.points)
			if from < 0 {
				continue
			}
			list = append(list, v.Say(lewu.Msg("data.view-alt-line", "name", t.name, "first", v.Full(t.points[from].Number).String(), "from", d.labels[from],
				"last", v.Full(t.points[to].Number).String(), "to", d.labels[to])))
		}
	} else {
		for i, p := range d.tracks[0].points[:min(maxTold, len(d.labels))] {
			text := v.Lang().Missing()
			if p.has {
				text = v.Full(p.Number).String()
			}
			list = append(list, d.labels[i]+" "+text)
		}
	}
	key := "data.view-alt-" + string(v.kind)
	return v.Say(lewu.Msg(key, "title", d.Title, "list", strings.Join(list, "; ")))
}

// ends are the first and the last of some points that have a value; -1: none.
func ends(points []point) (from, to int) {
	from = -1
	for i, p := range points {
		if p.has {
			if to = i; from < 0 {
				from = i
			}
		}
	}
	return from, to
}

// source is what stands below a picture wherever it goes.
func (v *view) source(page web.Base, c edition.Edition) string {
	source := c.Set.Source
	if source == "" {
		source = c.Set.Agency
	}
	if c.Preview() {
		return page.Say(lewu.Msg("data.view-source-preview", "source", source))
	}
	key := "data.view-source"
	at := c.Version.Extent.To
	if m := v.newestMoment(); m.Time != "" {
		at = m.AsOf()
	}
	if at == "" {
		key = "data.view-source-undated"
	}
	m := lewu.Msg(key, "source", source, "version", strconv.Itoa(c.Version.N), "day", v.Lang().Date(c.Version.PublishedAt), "address", page.Abs("/data/"+c.Set.Slug))
	if at != "" {
		m.Args["at"] = v.Lang().Day(at)
	}
	return page.Say(m)
}

// A step is what the numbers of a drawing are counted in: its words stand below
// the title, so that a tile has room for its figure.
type step struct {
	key    string // of its word: "ribu"; empty: ones
	size   float64
	digits int // behind the mark
}

// stepOf is the step that leaves the largest figure of a drawing few digits:
// money by its usual words, tiles at most four, an axis at most five.
func stepOf(series []chart.Series, money, tiles bool) step {
	most := 0.0
	for _, s := range series {
		for _, p := range s.Points {
			most = max(most, p.Value, -p.Value)
		}
	}
	for _, s := range []step{{"trillion", 1e12, 1}, {"billion", 1e9, 1}, {"million", 1e6, 1}, {"thousand", 1e3, 1}} {
		least := s.size * 10
		if money && s.size > 1e3 {
			least = s.size
		} else if s.size == 1e3 && !tiles {
			least = s.size * 100
		}
		if most < least {
			continue
		}
		if most < 10*s.size {
			s.digits = 2
		}
		return s
	}
	return step{size: 1}
}

// axis writes a number for an axis or a label, in steps of the drawing.
func (v *view) axis(n float64, in step) string {
	n /= in.size
	digits := min(max(v.measure.Scale, 0), 3)
	switch size := max(n, -n); {
	case in.key != "" && size < 1000:
		digits = in.digits
	case size >= 1000:
		digits = 0
	case size >= 100:
		digits = min(digits, 1)
	}
	return decimalTrimmed(v.Lang(), strconv.FormatFloat(n, 'f', digits, 64))
}

// decimalTrimmed writes a number without zeros at its end.
func decimalTrimmed(l i18n.Lang, text string) string {
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return l.Decimal(text)
}

// twin is the same as the picture in a table, each figure with every digit and
// the way to its receipt.
func (v *view) twin(page web.Base, d *Drawn) web.Table {
	t := web.Table{Page: page, Caption: lewu.Msg("data.twin-caption", "sub", d.Sub), Hidden: true, Tight: true, Columns: []web.TableColumn{{Label: d.head}}}
	for _, track := range d.tracks {
		t.Columns = append(t.Columns, web.TableColumn{Label: track.name, Num: true})
	}
	column := v.column()
	for i, label := range d.labels {
		cells := []web.TableCell{{Text: label, Head: true}}
		for _, track := range d.tracks {
			p := track.points[i]
			cell := page.TableCell(column, lewu.Cell{})
			if p.has {
				cell = page.TableCell(column, lewu.Cell{Text: v.digits(p.Number), Valid: true})
				cell.Href = book.OriginPath(v.Book.Version, p.Receipt)
			}
			cells = append(cells, cell)
		}
		t.Rows = append(t.Rows, web.TableRow{Cells: cells})
	}
	return t
}

// digits is a figure in canonical text with the digits of its column.
func (v *view) digits(n finding.Number) string {
	if v.measure.Kind == lewu.Money {
		return n.Value.FloatString(2)
	}
	scale := n.Column.Scale
	if v.measure.Aggregate == catalog.Mean && v.measure.Name != "" {
		scale = max(scale, 1)
	}
	return n.Value.FloatString(scale)
}
