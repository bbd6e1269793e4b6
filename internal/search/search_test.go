package search_test

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/search"
)

// lines are the lines of a file of testdata that are not comments.
func lines(t testing.TB, name string) (list []string) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := strings.TrimSpace(s.Text()); line != "" && !strings.HasPrefix(line, "#") {
			list = append(list, line)
		}
	}
	return list
}

// documents are those of testdata/documents.txt.
func documents(t testing.TB) (list []lewu.Doc) {
	t.Helper()
	var places []string
	for _, r := range region.Regencies() {
		places = append(places, r.Name)
	}
	for _, line := range lines(t, "documents.txt") {
		parts := strings.Split(line, " | ")
		if len(parts) < 5 {
			t.Fatalf("%d parts in %q", len(parts), line)
		}
		d := lewu.Doc{
			Kind: "dataset", ID: parts[0], Link: "/data/" + parts[0], Title: parts[1], TitleEN: parts[2], Summary: parts[3],
			Contoh: len(parts) > 5,
		}
		for word := range strings.SplitSeq(parts[4], ";") {
			if word = strings.TrimSpace(word); word == "14" {
				d.Words = append(d.Words, places...)
			} else {
				d.Words = append(d.Words, word)
			}
		}
		list = append(list, d)
	}
	return list
}

// open makes an index of documents.
func open(t testing.TB, d *db.DB, docs []lewu.Doc) *search.Store {
	t.Helper()
	migrate(t, d)
	s := search.New(d)
	save(t, s, search.Update{Kind: "dataset", To: 1, Whole: true, Docs: docs})
	return s
}

func migrate(t testing.TB, d *db.DB) {
	t.Helper()
	m := search.Migrations()
	if err := d.Migrate(context.Background(), m.Name, m.Files); err != nil {
		t.Fatal(err)
	}
}

func save(t testing.TB, s *search.Store, u search.Update) {
	t.Helper()
	done, err := s.Save(context.Background(), u)
	if err != nil || !done {
		t.Fatalf("Save(%s, %d, %d) = %v, %v", u.Kind, u.From, u.To, done, err)
	}
}

// find gives the ids that a query finds, best first.
func find(t testing.TB, s *search.Store, query string, o search.Options) (ids []string, f search.Found) {
	t.Helper()
	f, err := s.Find(context.Background(), query, o)
	if err != nil {
		t.Fatalf("Find(%.60q): %v", query, err)
	}
	for _, hit := range f.Hits {
		ids = append(ids, hit.ID)
	}
	return ids, f
}

// minNDCG is the floor of the mean nDCG@10 over the judged queries, and of the
// worst one.
const (
	minNDCG  = 0.95
	minWorst = 0.6
)

// TestJudged asks what people ask, and holds the answers against judgements made
// beforehand, the same on both databases to the last bit.
func TestJudged(t *testing.T) {
	var rankings []string
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(t, d, documents(t))
		known := map[string]bool{}
		for _, doc := range documents(t) {
			known[doc.ID] = true
		}
		var ranking strings.Builder
		sum, worst, n := 0.0, 1.0, 0
		for _, line := range lines(t, "queries.txt") {
			query, judged, _ := strings.Cut(line, "=>")
			grades := map[string]float64{}
			for pair := range strings.FieldsSeq(judged) {
				id, grade, _ := strings.Cut(pair, ":")
				g, err := strconv.ParseFloat(grade, 64)
				if err != nil || !known[id] {
					t.Fatalf("%q judges %q", query, pair)
				}
				grades[id] = g
			}
			ids, f := find(t, s, query, search.Options{Limit: 10})
			for _, hit := range f.Hits {
				fmt.Fprintf(&ranking, "%s %s %x\n", query, hit.ID, math.Float64bits(hit.Score))
			}
			got := ndcg(ids, grades)
			if got < 0.9 {
				t.Logf("%.3f %-30s %v", got, query, ids)
			}
			sum, worst, n = sum+got, min(worst, got), n+1
		}
		t.Logf("mean nDCG@10 of %d queries over %d documents: %.4f, worst %.4f", n, len(known), sum/float64(n), worst)
		if sum/float64(n) < minNDCG || worst < minWorst || n < 30 {
			t.Errorf("mean nDCG@10 %.4f, worst %.4f, want at least %v and %v", sum/float64(n), worst, minNDCG, minWorst)
		}
		rankings = append(rankings, ranking.String())
	})
	if len(rankings) == 2 && rankings[0] != rankings[1] {
		t.Error("SQLite and PostgreSQL rank differently")
	}
}

// ndcg is the normalised discounted cumulative gain of the first ten.
func ndcg(ids []string, grades map[string]float64) float64 {
	gain := func(grade float64, place int) float64 {
		return (math.Exp2(grade) - 1) / math.Log2(float64(place)+2)
	}
	got, best := 0.0, 0.0
	for place, id := range ids[:min(10, len(ids))] {
		got += gain(grades[id], place)
	}
	var ideal []float64
	for _, g := range grades {
		ideal = append(ideal, g)
	}
	slices.Sort(ideal)
	slices.Reverse(ideal)
	for place, g := range ideal[:min(10, len(ideal))] {
		best += gain(g, place)
	}
	return got / best
}
