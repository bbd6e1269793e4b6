package search

import (
	"context"
	"math"
	"slices"
)

// BM25F (Robertson, Zaragoza 2009): counts are weighed by field and by how long
// the field is in this document, added up, and then saturate together.
const (
	saturation  = 1.2  // k1
	contohShare = 0.92 // of a synthetic document: a real one comes first among equals
	keepShare   = 0.34 // of the best document's coverage that another needs
)

// What a term in a field is worth (title, English title, words, summary), and
// how much a long field takes away.
var (
	fieldWorth  = [fields]float64{4, 2.5, 1.2, 1}
	fieldLength = [fields]float64{0.35, 0.35, 0.3, 0.5}
)

// A ranked document is one that answers.
type ranked struct {
	n        int64
	kind, id string
	lens     counts
	contoh   bool
	coverage float64 // share of what was asked that it answers, 0 to 1
	score    float64
}

// rank scores the documents that concepts bring, best first.
func (e *engine) rank(ctx context.Context, list []concept) ([]ranked, error) {
	e.found = map[string]map[int64]counts{}
	bringing, ordering := e.part(list)
	if len(bringing) == 0 {
		return nil, nil
	}
	if err := e.read(ctx, bringing, nil); err != nil {
		return nil, err
	}
	if err := e.read(ctx, ordering, bringing); err != nil {
		return nil, err
	}
	docs, err := e.candidates(ctx, bringing)
	if err != nil {
		return nil, err
	}
	best := 0.0
	for i := range docs {
		e.score(&docs[i], list)
		best = max(best, docs[i].coverage)
	}
	docs = slices.DeleteFunc(docs, func(d ranked) bool { return d.coverage < keepShare*best })
	slices.SortFunc(docs, byScore)
	return docs, nil
}

// part tells the terms that bring documents from those that only order them.
// Where no concept would bring any, all do.
func (e *engine) part(list []concept) (bringing, ordering []string) {
	all := !slices.ContainsFunc(list, func(c concept) bool { return e.brings(c) && c.exact })
	for _, c := range list {
		for _, t := range c.terms {
			switch {
			case e.df[t.term] == 0:
			case all || e.brings(c):
				bringing = append(bringing, t.term)
			default:
				ordering = append(ordering, t.term)
			}
		}
	}
	return bringing, ordering
}

// candidates are the documents that have one of the terms.
func (e *engine) candidates(ctx context.Context, terms []string) (docs []ranked, err error) {
	args := make([]any, len(terms))
	for i, t := range terms {
		args[i] = t
	}
	rows, err := e.tx.QueryContext(ctx, `select n, kind, id, contoh, len0, len1, len2, len3 from search_doc
		where n in (select doc from search_posting where term in (`+holders(1, len(args))+`))`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var d ranked
		var contoh int64
		if err := rows.Scan(&d.n, &d.kind, &d.id, &contoh, &d.lens[0], &d.lens[1], &d.lens[2], &d.lens[3]); err != nil {
			return nil, err
		}
		d.contoh = contoh != 0
		docs = append(docs, d)
	}
	return docs, rows.Err()
}

// score adds up what a document answers. Of the terms of one concept the best
// counts: rice in two words is one answer. The order of the sums is that of the
// query, so that they are the same to the last bit everywhere.
func (e *engine) score(d *ranked, list []concept) {
	asked, answered := 0.0, 0.0
	for _, c := range list {
		best, rarest, share := 0.0, 0.0, 0.0
		for _, t := range c.terms {
			idf := e.idf(t.term)
			rarest = max(rarest, idf)
			in, ok := e.found[t.term][d.n]
			if !ok {
				continue
			}
			share = max(share, t.weight)
			best = max(best, t.weight*idf*e.saturated(in, d.lens))
		}
		asked += c.weight * rarest
		answered += c.weight * rarest * share
		d.score += c.weight * best
	}
	if asked > 0 {
		d.coverage = answered / asked
	}
	d.score *= d.coverage
	if d.contoh {
		d.score *= contohShare
	}
}

// idf is how much a term tells: the rarer, the more. A term that no document
// has tells as much as one that a single document has.
func (e *engine) idf(term string) float64 {
	n, df := float64(e.corpus.docs), float64(max(1, e.df[term]))
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

// saturated is the weight of a term in a document.
func (e *engine) saturated(in, lens counts) float64 {
	weight := 0.0
	for f := range fields {
		if in[f] == 0 {
			continue
		}
		length := 1.0
		if e.corpus.lens[f] > 0 {
			average := float64(e.corpus.lens[f]) / float64(e.corpus.docs)
			length = 1 - fieldLength[f] + fieldLength[f]*float64(lens[f])/average
		}
		weight += fieldWorth[f] * float64(in[f]) / length
	}
	return weight * (saturation + 1) / (saturation + weight)
}
