package search

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/text"
)

// Find gives the documents that answer a query, best first. An empty query
// finds nothing.
func (s *Store) Find(ctx context.Context, query string, o Options) (f Found, err error) {
	defer errs.Wrap(&err, "search.Find(%.80q)", query)

	query, f.Cut = Cut(query)
	err = s.db.Read(ctx, func(tx *sql.Tx) error {
		e := engine{tx: tx}
		list, many, err := e.understand(ctx, query, &f)
		if err != nil || len(list) == 0 {
			return err
		}
		f.Cut = f.Cut || many
		docs, err := e.rank(ctx, list)
		if err != nil {
			return err
		}
		return e.answer(ctx, docs, o, &f)
	})
	return f, err
}

// An engine answers one query on one picture of the index.
type engine struct {
	tx     *sql.Tx
	corpus corpus
	df     map[string]int64            // documents that have a term
	found  map[string]map[int64]counts // postings of a term
}

// A corpus is what is known of all documents together.
type corpus struct {
	docs int64
	lens counts
}

// understand reads a query as concepts that the index knows. A word that the
// index has not is read as part of one; where that fails as a typing mistake,
// and then the query is read again as it was meant.
func (e *engine) understand(ctx context.Context, query string, f *Found) (list []concept, many bool, err error) {
	for try := 0; ; try++ {
		list, many = concepts(query)
		if err := e.learn(ctx, list); err != nil {
			return nil, many, err
		}
		meant, shift := query, 0
		for i := range list {
			c := &list[i]
			if c.exact {
				continue
			}
			if len(c.parts) > 0 || c.kind != text.Word {
				c.terms = append(c.terms, c.parts...)
				continue
			}
			more, err := parts(ctx, e.tx, c.word)
			if err != nil {
				return nil, many, err
			}
			c.terms = append(c.terms, more...)
			if len(more) > 0 || try > 0 {
				continue
			}
			word, err := mended(ctx, e.tx, c.word)
			if err != nil {
				return nil, many, err
			}
			if word != "" {
				meant = meant[:c.start+shift] + word + meant[c.end+shift:]
				shift += len(word) - (c.end - c.start)
			}
		}
		if meant == query {
			return list, many, e.learn(ctx, list)
		}
		f.Corrected, query = meant, meant
	}
}

// learn reads how common the terms of concepts are, and the size of the index.
func (e *engine) learn(ctx context.Context, list []concept) error {
	if e.df == nil {
		e.df = map[string]int64{}
		if err := e.tx.QueryRowContext(ctx, `select cast(coalesce(sum(docs), 0) as bigint),
			cast(coalesce(sum(len0), 0) as bigint), cast(coalesce(sum(len1), 0) as bigint),
			cast(coalesce(sum(len2), 0) as bigint), cast(coalesce(sum(len3), 0) as bigint) from search_kind`).
			Scan(&e.corpus.docs, &e.corpus.lens[0], &e.corpus.lens[1], &e.corpus.lens[2], &e.corpus.lens[3]); err != nil {
			return err
		}
	}
	var asked []any
	for _, c := range list {
		for _, t := range c.terms {
			if _, known := e.df[t.term]; !known {
				e.df[t.term] = 0
				asked = append(asked, t.term)
			}
		}
	}
	if len(asked) > 0 {
		rows, err := e.tx.QueryContext(ctx, `select term, docs from search_term where term in (`+holders(1, len(asked))+`)`, asked...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var term string
			var docs int64
			if err := rows.Scan(&term, &docs); err != nil {
				return err
			}
			e.df[term] = docs
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	for i := range list {
		list[i].exact = slices.ContainsFunc(list[i].terms, func(t weighted) bool { return e.df[t.term] > 0 })
	}
	return nil
}

// holders is so many placeholders from $first on.
func holders(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(first+i))
	}
	return b.String()
}

// read takes the postings of terms; where only is not empty, only those in
// documents that have one of these terms too.
func (e *engine) read(ctx context.Context, terms, only []string) error {
	var args []any
	for _, t := range terms {
		if e.found[t] == nil && e.df[t] > 0 {
			e.found[t] = map[int64]counts{}
			args = append(args, t)
		}
	}
	if len(args) == 0 {
		return nil
	}
	query := `select term, doc, field, n from search_posting where term in (` + holders(1, len(args)) + `)`
	if len(only) > 0 {
		query += ` and doc in (select doc from search_posting where term in (` + holders(len(args)+1, len(only)) + `))`
		for _, t := range only {
			args = append(args, t)
		}
	}
	rows, err := e.tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var term string
		var doc, field, n int64
		if err := rows.Scan(&term, &doc, &field, &n); err != nil {
			return err
		}
		in := e.found[term][doc]
		in[field] = n
		e.found[term][doc] = in
	}
	return rows.Err()
}

// answer takes the page that was asked for from ranked documents.
func (e *engine) answer(ctx context.Context, docs []ranked, o Options, f *Found) error {
	f.Kinds = map[string]int{}
	var list []ranked
	for _, d := range docs {
		f.Kinds[d.kind]++
		if len(o.Kinds) == 0 || slices.Contains(o.Kinds, d.kind) {
			list = append(list, d)
		}
	}
	f.Total = len(list)
	list = list[min(max(0, o.Offset), len(list)):]
	if o.Limit > 0 {
		list = list[:min(o.Limit, len(list))]
	}
	for term, in := range e.found {
		if len(in) > 0 {
			f.Terms = append(f.Terms, term)
		}
	}
	slices.Sort(f.Terms)
	texts, err := e.texts(ctx, list)
	if err != nil {
		return err
	}
	for _, d := range list {
		hit := Hit{Doc: texts[d.n], Score: d.score}
		hit.Kind, hit.ID = d.kind, d.id
		f.Hits = append(f.Hits, hit)
	}
	return nil
}

// texts reads what a list shows of documents, by number.
func (e *engine) texts(ctx context.Context, list []ranked) (map[int64]lewu.Doc, error) {
	const atOnce = 100
	texts := make(map[int64]lewu.Doc, len(list))
	for part := range slices.Chunk(list, atOnce) {
		args := make([]any, 0, atOnce)
		for _, d := range part {
			args = append(args, d.n)
		}
		rows, err := e.tx.QueryContext(ctx, `select n, link, title, title_en, summary, contoh from search_doc
			where n in (`+holders(1, len(args))+`)`, args...)
		if err != nil {
			return nil, err
		}
		err = func() error {
			defer rows.Close()
			for rows.Next() {
				var n, contoh int64
				var d lewu.Doc
				if err := rows.Scan(&n, &d.Link, &d.Title, &d.TitleEN, &d.Summary, &contoh); err != nil {
					return err
				}
				d.Contoh = contoh != 0
				texts[n] = d
			}
			return rows.Err()
		}()
		if err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// fewDocs are read whatever they tell.
const fewDocs = 500

// byScore orders the best first, and equals by kind and id.
func byScore(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.kind, b.kind), strings.Compare(a.id, b.id))
}

// brings tells whether a concept brings documents, or only orders those that
// others bring: places, years, and words that stand in very many of them and
// would cost much to read for what they tell.
func (e *engine) brings(c concept) bool {
	if c.kind == text.Place || c.kind == text.Year {
		return false
	}
	df := e.df[c.terms[0].term]
	return df <= fewDocs || 3*df <= e.corpus.docs
}
