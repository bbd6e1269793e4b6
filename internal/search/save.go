package search

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/text"
)

// saveDocs is how many documents one transaction takes: the store has one
// writer, and nobody should wait long for it.
const saveDocs = 50

// rowValues is how many values one statement takes; see db's own inserts.
const rowValues = 150

// An Update brings the documents of a kind from one event to another.
type Update struct {
	Kind     string
	From, To int64 // numbers of announce events
	Whole    bool  // Docs are all there are: forget the others
	Docs     []lewu.Doc
}

// Seq is the number of the event up to which the documents of a kind were taken
// up; 0 where all of them are wanted, because there are none yet or because
// they were cut into terms in another way.
func (s *Store) Seq(ctx context.Context, kind string) (_ int64, err error) {
	defer errs.Wrap(&err, "search.Seq(%q)", kind)
	return seqOf(ctx, s.db, kind)
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func seqOf(ctx context.Context, q querier, kind string) (seq int64, err error) {
	var edition string
	err = q.QueryRowContext(ctx, `select seq, edition from search_kind where kind = $1`, kind).Scan(&seq, &edition)
	if errors.Is(err, sql.ErrNoRows) || err == nil && edition != text.Edition() {
		return 0, nil
	}
	return seq, err
}

// Save takes an update up, if the documents of its kind still stand at From:
// several processes may index at once, and one of them is heard. It tells
// whether all of it is in. The work is done in small transactions; a search in
// between sees some documents as they were before.
func (s *Store) Save(ctx context.Context, u Update) (done bool, err error) {
	defer errs.Wrap(&err, "search.Save(%q, %d, %d)", u.Kind, u.From, u.To)

	w := writer{kind: u.Kind}
	for _, d := range u.Docs {
		if d.Kind != u.Kind {
			return false, fmt.Errorf("document %q is of kind %q", d.ID, d.Kind)
		}
		w.queue = append(w.queue, d)
	}
	if u.Whole {
		if err := w.forgetOthers(ctx, s, u.Docs); err != nil {
			return false, err
		}
	}
	for {
		part := w.queue[:min(saveDocs, len(w.queue))]
		w.queue = w.queue[len(part):]
		last := len(w.queue) == 0
		err = s.db.Write(ctx, func(tx *sql.Tx) error {
			seq, err := seqOf(ctx, tx, u.Kind)
			if done = err == nil && seq == u.From; !done {
				return err
			}
			to := u.From
			if last {
				to = u.To
			}
			return w.save(ctx, tx, part, to)
		})
		if err != nil || !done || last {
			return done && err == nil, err
		}
	}
}

// A writer saves documents of one kind.
type writer struct {
	kind  string
	queue []lewu.Doc
}

// forgetOthers queues a farewell to each document that is not on the list.
func (w *writer) forgetOthers(ctx context.Context, s *Store, list []lewu.Doc) error {
	stays := make(map[string]bool, len(list))
	for _, d := range list {
		stays[d.ID] = true
	}
	rows, err := s.db.QueryContext(ctx, `select id from search_doc where kind = $1 order by id`, w.kind)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		d := lewu.Doc{Kind: w.kind, Gone: true}
		if err := rows.Scan(&d.ID); err != nil {
			return err
		}
		if !stays[d.ID] {
			w.queue = append(w.queue, d)
		}
	}
	return rows.Err()
}

// save writes documents and the state of their kind.
func (w *writer) save(ctx context.Context, tx *sql.Tx, docs []lewu.Doc, seq int64) error {
	c := changes{terms: map[string]int64{}, words: map[string]wordChange{}}
	for _, d := range docs {
		if err := c.replace(ctx, tx, d); err != nil {
			return err
		}
	}
	if err := c.flush(ctx, tx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `insert into search_kind (kind, seq, edition, docs, len0, len1, len2, len3)
		select cast($1 as text), cast($2 as bigint), cast($3 as text), count(*), cast(coalesce(sum(len0), 0) as bigint), cast(coalesce(sum(len1), 0) as bigint),
			cast(coalesce(sum(len2), 0) as bigint), cast(coalesce(sum(len3), 0) as bigint) from search_doc where kind = $1
		on conflict (kind) do update set seq = excluded.seq, edition = excluded.edition, docs = excluded.docs,
			len0 = excluded.len0, len1 = excluded.len1, len2 = excluded.len2, len3 = excluded.len3`,
		w.kind, seq, text.Edition())
	return err
}

// changes are what a transaction adds to the counts over all documents.
type changes struct {
	postings [][]any
	terms    map[string]int64
	words    map[string]wordChange
}

type wordChange struct {
	term string // what the word stands for
	by   int64
}

// replace takes a document out as it was, and in as it is.
func (c *changes) replace(ctx context.Context, tx *sql.Tx, d lewu.Doc) error {
	var n int64
	var hash, vocabulary string
	err := tx.QueryRowContext(ctx, `select n, hash, vocabulary from search_doc where kind = $1 and id = $2`, d.Kind, d.ID).
		Scan(&n, &hash, &vocabulary)
	known := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	edition := text.Edition()
	if known {
		if !d.Gone && hash == edition+hashOf(d) {
			return nil
		}
		if err := c.remove(ctx, tx, n, vocabulary); err != nil {
			return err
		}
	}
	if d.Gone {
		return nil
	}
	if !known {
		if err := tx.QueryRowContext(ctx, `select coalesce(max(n), 0) + 1 from search_doc`).Scan(&n); err != nil {
			return err
		}
	}
	return c.insert(ctx, tx, n, d, edition)
}

func (c *changes) remove(ctx context.Context, tx *sql.Tx, n int64, vocabulary string) error {
	rows, err := tx.QueryContext(ctx, `select distinct term from search_posting where doc = $1`, n)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var term string
		if err := rows.Scan(&term); err != nil {
			return err
		}
		c.terms[term]--
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for word := range strings.FieldsSeq(vocabulary) {
		w := c.words[word]
		w.by--
		c.words[word] = w
	}
	if _, err := tx.ExecContext(ctx, `delete from search_posting where doc = $1`, n); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `delete from search_doc where n = $1`, n)
	return err
}

func (c *changes) insert(ctx context.Context, tx *sql.Tx, n int64, d lewu.Doc, edition string) error {
	a := analyse(d)
	for term, in := range a.terms {
		c.terms[term]++
		for field, count := range in {
			if count > 0 {
				c.postings = append(c.postings, []any{term, n, field, count})
			}
		}
	}
	for word, term := range a.words {
		c.words[word] = wordChange{term, c.words[word].by + 1}
	}
	contoh := 0
	if d.Contoh {
		contoh = 1
	}
	_, err := tx.ExecContext(ctx, `insert into search_doc
		(n, kind, id, link, title, title_en, summary, contoh, hash, vocabulary, len0, len1, len2, len3)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		n, d.Kind, d.ID, d.Link, d.Title, d.TitleEN, d.Summary, contoh, edition+a.hash, a.vocabulary(),
		a.lens[fieldTitle], a.lens[fieldTitleEN], a.lens[fieldWords], a.lens[fieldSummary])
	return err
}

// flush writes postings and counts.
func (c *changes) flush(ctx context.Context, tx *sql.Tx) error {
	if err := insertRows(ctx, tx, `search_posting (term, doc, field, n)`, ``, c.postings); err != nil {
		return err
	}
	var terms, words [][]any
	for term, by := range c.terms {
		if by != 0 {
			terms = append(terms, []any{term, by})
		}
	}
	for word, w := range c.words {
		if w.by != 0 {
			words = append(words, []any{word, w.term, w.by})
		}
	}
	// In one order on every node, though writers go one after another.
	byFirst := func(a, b []any) int { return strings.Compare(fmt.Sprint(a[0]), fmt.Sprint(b[0])) }
	slices.SortFunc(terms, byFirst)
	slices.SortFunc(words, byFirst)
	if err := insertRows(ctx, tx, `search_term (term, docs)`,
		`on conflict (term) do update set docs = search_term.docs + excluded.docs`, terms); err != nil {
		return err
	}
	if err := insertRows(ctx, tx, `search_word (word, term, docs)`,
		`on conflict (word) do update set docs = search_word.docs + excluded.docs,
			term = case when excluded.term = '' then search_word.term else excluded.term end`, words); err != nil {
		return err
	}
	for _, table := range []string{"search_term", "search_word"} {
		if _, err := tx.ExecContext(ctx, `delete from `+table+` where docs <= 0`); err != nil {
			return err
		}
	}
	return nil
}

// insertRows writes rows, many with one statement.
func insertRows(ctx context.Context, tx *sql.Tx, table, tail string, rows [][]any) error {
	for len(rows) > 0 {
		size := min(len(rows), rowValues/len(rows[0]))
		var b strings.Builder
		var args []any
		b.WriteString(`insert into ` + table + ` values `)
		for i, row := range rows[:size] {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString("(")
			for j, value := range row {
				if j > 0 {
					b.WriteString(", ")
				}
				args = append(args, value)
				fmt.Fprintf(&b, "$%d", len(args))
			}
			b.WriteString(")")
		}
		if _, err := tx.ExecContext(ctx, b.String()+" "+tail, args...); err != nil {
			return err
		}
		rows = rows[size:]
	}
	return nil
}
