package search_test

import (
	"fmt"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/search"
)

// many is n documents made of the words of testdata, each with a name of its
// own.
func many(b *testing.B, n int) (docs []lewu.Doc) {
	base := documents(b)
	for i := range n {
		d, other := base[i%len(base)], base[(i*7+i/len(base))%len(base)]
		d.ID = fmt.Sprintf("%s-%d", d.ID, i)
		d.Title = fmt.Sprintf("%s, nomor n%d", d.Title, i)
		d.Words = append(append([]string(nil), d.Words...), other.Title, fmt.Sprintf("kata%dx", i%20_000))
		docs = append(docs, d)
	}
	return docs
}

// BenchmarkFind asks an index of 10,000 documents.
func BenchmarkFind(b *testing.B) {
	docs := many(b, 10_000)
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			url := ""
			if engine == "sqlite" {
				url = dbtest.SQLite(b)
			} else {
				url = dbtest.Postgres(b)
			}
			s := open(b, dbtest.Open(b, url), docs)
			for _, query := range []string{"kata77x", "produksi padi", "penduduk katingan 2024", "kabupaten kota", "katingan", "listr", "waringin", "pendudk"} {
				b.Run(query, func(b *testing.B) {
					for b.Loop() {
						if _, err := s.Find(b.Context(), query, search.Options{Limit: 20}); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}
