package answer

import (
	"context"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/modules/data/shape"
	"github.com/lewu-id/lewu/internal/text"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// asGood is the least weight of a related word that may stand for what was
// asked: population for penduduk, but not a doctor for a nurse.
const asGood = 0.8

// qualifying are stems that say how a thing is counted, not which thing:
// "Persentase penduduk miskin" is about miskin, "Tingkat pengangguran terbuka"
// about pengangguran. A label of nothing but these says nothing by itself.
func qualifying() []string {
	return strings.Fields(`persentase persen tingkat nilai rasio indeks rata prevalensi cakup banyak besar orang jiwa penduduk populasi buka daerah total kotor
		semester triwulan kg ton ha km km2 unit rupiah rp percent percentage rate value number mean average`)
}

// meant chooses the measure and the kinds that a question means. ok is false
// where the dataset does not speak of all that was asked, or of more than one
// thing that fits.
func (b asked) meant(ctx context.Context, q lewu.Question) (ask book.Ask, ok bool, err error) {
	measure, ok := b.measureFor(q.Terms)
	if !ok {
		return ask, false, nil
	}
	said := termsOf(measure.Label, measure.LabelEN)
	var kinds []string
	apart, heads := "", terms{}
	for _, c := range b.Shape.Categories {
		value, ok, err := b.kindFor(ctx, q.Terms, said, c)
		if err != nil || !ok {
			return ask, false, err
		}
		if value != "" {
			ask.Filter = append(ask.Filter, book.Is(c.Column, value))
			kinds = append(kinds, value)
			if c.Apart {
				apart = value
			}
			heads = heads.and(b.headOf(c.Column)) // "Sapi" of "Jenis ternak" is said to be ternak
		}
	}
	// Keywords and topics do not count: "singkong" may be a keyword of a table of
	// all crops, whose sum is not what was asked. Nor does a title that lists:
	// mikro is not all of "Usaha mikro, kecil, dan menengah".
	said = said.and(termsOf(one(titleHead(b.Set.Title)), one(titleHead(b.Set.TitleEN)))).and(termsOf(kinds...))
	for _, t := range q.Terms {
		if !said.answers(t) {
			return ask, false, nil
		}
	}
	ask.Measure = measure.Name
	return ask, b.named(heads.and(q.Terms), measure, apart, len(kinds) > 0), nil
}

// measureFor is the measure whose label says most of what was asked and least
// besides; a tie is not a choice.
func (b asked) measureFor(asked []string) (best shape.Measure, ok bool) {
	bestSaid, bestMore := -1, 0
	for _, m := range b.Shape.Measures {
		name, _ := labelPeriod(m.Label)
		label := termsOf(name, m.LabelEN)
		said := 0
		for _, t := range asked {
			if label.answers(t) {
				said++
			}
		}
		more := len(termsOf(name).without(asked))
		switch {
		case said > bestSaid || said == bestSaid && more < bestMore:
			best, bestSaid, bestMore, ok = m, said, more, true
		case said == bestSaid && more == bestMore:
			ok = false
		}
	}
	if bestSaid == 0 && !ok && b.Shape.Main >= 0 {
		best, ok = b.Shape.Measures[b.Shape.Main], true // named by the title, or refused
	}
	return best, ok
}

// kindFor is the value of a column of kinds that was asked for. ok is false
// where several fit, or where one must be chosen and none was. What the label
// says, or every value, chooses nothing among kinds that add up.
func (b asked) kindFor(ctx context.Context, asked []string, label terms, c shape.Category) (best string, ok bool, err error) {
	values, err := b.Values(ctx, c.Column)
	if err != nil {
		return "", false, err
	}
	chooses := func(t string) bool {
		other := func(value string) bool { return !termsOf(value).answers(t) }
		return c.Apart || !label.answers(t) && slices.ContainsFunc(values, other)
	}
	var open []string
	for _, t := range asked {
		if chooses(t) {
			open = append(open, t)
		}
	}
	var bestSaid []string
	bestMore := 0
	for _, value := range values {
		named := termsOf(value)
		said := slices.DeleteFunc(slices.Clone(open), func(t string) bool { return !named.answers(t) })
		things := content(value)
		if len(said) == 0 || !c.Apart && (len(things) == 0 || len(unsaid(things[:1], asked)) > 0) {
			continue // "Mobil penumpang" is a car, not passengers: the first word says what it is
		}
		more := len(named.without(asked))
		switch {
		case bestSaid == nil, within(bestSaid, said) && (len(said) > len(bestSaid) || more < bestMore):
			best, bestSaid, bestMore, ok = value, said, more, true
		case !within(said, bestSaid) || len(said) == len(bestSaid) && more == bestMore:
			ok = false // another one fits as well, or something else
		}
	}
	switch {
	case bestSaid != nil:
		return best, ok, nil
	case c.Apart && len(values) != 1:
		return "", false, nil
	}
	return "", true, nil
}

// within tells whether all of some words are among others.
func within(some, others []string) bool {
	return !slices.ContainsFunc(some, func(w string) bool { return !slices.Contains(others, w) })
}

// one is a title of one thing; one that lists several is none of them.
func one(title string) string {
	title += " "
	if strings.Contains(title, ", ") || strings.Contains(title, " dan ") || strings.Contains(title, " and ") {
		return ""
	}
	return title
}

// headOf is what the head of a column says that its values are.
func (b asked) headOf(column string) terms {
	c, _ := b.Version.Column(column)
	return termsOf(b.Set.Named(c, false).Label, b.Set.Named(c, true).Label)
}

// named tells whether a question names the figure itself, and not only its
// dataset or something beside it. All that the label says must have been asked;
// and the title must be about the same, or the table about places and nothing
// else. Apart is the value that was chosen of things that do not add up; chosen
// tells whether any kind was.
func (b asked) named(asked []string, m shape.Measure, apart string, chosen bool) bool {
	name, _ := labelPeriod(m.Label)
	label, title := append(content(name), content(apart)...), content(titleHead(b.Set.Title))
	if len(label) == 0 {
		return len(title) > 0 && len(unsaid(title, asked)) == 0 // "Indeks" of "Indeks SPBE"
	}
	rest, shares := beside(title, label)
	bare := !slices.ContainsFunc(label, thing.says)
	switch {
	case len(unsaid(label, asked)) > 0: // "padi" means "Produksi" of "Produksi padi"
		return len(label) == 1 && bare && shares && len(rest) > 0 && len(unsaid(rest, asked)) == 0
	case apart != "", slices.Equal(b.Set.Key, []string{b.Shape.Region}), bare && chosen:
		return true
	case bare: // "Produksi" alone is of anything
		rest = slices.DeleteFunc(rest, func(t thing) bool { return !t.says() })
		return (shares || len(rest) > 0) && len(unsaid(rest, asked)) == 0
	}
	return shares
}

// beside is what a title says besides a label, and whether both speak of one
// thing.
func beside(title, label []thing) (rest []thing, shares bool) {
	for _, t := range title {
		same := func(term string) bool {
			return slices.ContainsFunc(label, func(o thing) bool { return o.term == term || slices.Contains(o.parts, term) })
		}
		switch {
		case same(t.term):
			shares = true
		case slices.ContainsFunc(t.parts, same): // usaha is not all of usaha mikro
			shares = true
			for _, part := range t.parts {
				if !same(part) {
					rest = append(rest, thing{term: part})
				}
			}
		default:
			rest = append(rest, t)
		}
	}
	return rest, shares
}

// counting are stems of labels that say what is counted of a thing, and not
// which thing.
func counting() []string {
	return strings.Fields(`produksi hasil kasus kunjung jadi luas panjang volume harga keluarga tenaga usaha korban tinggal dampak izin layan lapor
		terima tangan tempat panen daftar unit guna serang`)
}

// A thing is one word or phrase of a label that says which thing it is.
type thing struct {
	term  string
	parts []string // of a phrase, those that say something
}

// says tells whether a thing is one, rather than a way of counting it.
func (t thing) says() bool { return !slices.Contains(counting(), t.term) }

// unsaid are the things that nothing asked for speaks of.
func unsaid(things []thing, asked []string) (rest []thing) {
	said := func(term string) bool {
		return slices.ContainsFunc(asked, func(a string) bool { return terms{term}.answers(a) })
	}
	for _, t := range things {
		whole := len(t.parts) > 0 && !slices.ContainsFunc(t.parts, func(p string) bool { return !said(p) })
		if !said(t.term) && !whole {
			rest = append(rest, t)
		}
	}
	return rest
}

// content are the words of a label that say which thing it is; of a label that
// only counts people, people.
func content(label string) (list []thing) {
	counts := qualifying()
	people := false
	for _, t := range text.Terms(label) {
		if t.Kind != text.Word || t.Text[0] >= '0' && t.Text[0] <= '9' {
			continue
		}
		if slices.Contains(counts, t.Text) {
			people = people || t.Text == "penduduk"
			continue
		}
		one := thing{term: t.Text}
		for _, part := range t.Parts {
			if part.Kind == text.Word && !slices.Contains(counts, part.Text) {
				one.parts = append(one.parts, part.Text)
			}
		}
		list = append(list, one)
	}
	if len(list) == 0 && people {
		return []thing{{term: "penduduk"}}
	}
	return list
}

// terms are what texts can be found by, without stop words, fillers, years and
// places.
type terms []string

func termsOf(texts ...string) (list terms) {
	add := func(t text.Term) {
		if t.Kind == text.Word && !slices.Contains(list, t.Text) {
			list = append(list, t.Text)
		}
	}
	for _, s := range texts {
		for _, t := range text.Terms(s) {
			add(t)
			if t.Kind == text.Word {
				for _, part := range t.Parts {
					add(part)
				}
			}
		}
	}
	return list
}

func (l terms) and(more terms) terms { return append(slices.Clone(l), more...) }

// answers tells whether what was asked stands among the terms, by itself or by
// a word as good.
func (l terms) answers(asked string) bool {
	if slices.Contains(l, asked) {
		return true
	}
	return slices.ContainsFunc(text.RelatedTo(asked), func(r text.Related) bool {
		return r.Weight >= asGood && slices.Contains(l, r.Term)
	})
}

// without are the terms that nothing asked for speaks of.
func (l terms) without(asked []string) (rest terms) {
	for _, t := range l {
		if !slices.ContainsFunc(asked, func(a string) bool { return terms{t}.answers(a) }) {
			rest = append(rest, t)
		}
	}
	return rest
}
