package main

import (
	"context"
	"fmt"
	"net/url"
	"time"
)

// A search is one question in both languages. Turn changes its filter, so that
// no answer and no count can have been kept.
type search struct {
	what  string
	ask   func(turn int) url.Values // of Lewu's API
	where func(turn int) string     // of PostgreSQL
	order string
	shown string // column held against each other on the first page
}

// searches hit 4 to 10 % of the harvest each.
func searches() []search {
	places, goods := gazetteer(), commodities()
	regency := func(turn int) string { return places[turn%14*72].regency }
	return []search{
		{
			what:  "one kabupaten, by harvest",
			ask:   func(turn int) url.Values { return url.Values{"kode_kabupaten": {regency(turn)}, "urut": {"-produksi"}} },
			where: func(turn int) string { return fmt.Sprintf("kode_kabupaten = '%s'", regency(turn)) },
			order: "produksi DESC NULLS LAST", shown: "produksi",
		},
		{
			what:  "one commodity, by price",
			ask:   func(turn int) url.Values { return url.Values{"komoditas": {goods[turn%len(goods)]}, "urut": {"harga"}} },
			where: func(turn int) string { return fmt.Sprintf("komoditas = '%s'", goods[turn%len(goods)]) },
			order: "harga NULLS LAST", shown: "harga",
		},
		{
			what: "a range of areas, by date and area",
			ask: func(turn int) url.Values {
				return url.Values{
					"luas_tanam.min": {fmt.Sprintf("%d.00", 100+5*turn)}, "luas_tanam.maks": {fmt.Sprintf("%d.00", 120+5*turn)},
					"urut": {"-tanggal_lapor,luas_tanam"},
				}
			},
			where: func(turn int) string {
				return fmt.Sprintf("luas_tanam BETWEEN %d.00 AND %d.00", 100+5*turn, 120+5*turn)
			},
			order: "tanggal_lapor DESC NULLS LAST, luas_tanam NULLS LAST", shown: "luas_tanam",
		},
		{
			what: "a word in a name and many farmers, by area",
			ask: func(turn int) url.Values {
				return url.Values{
					"nama_desa.isi": {"runen"}, "jumlah_petani.min": {fmt.Sprint(200 + turn)}, "urut": {"-luas_panen"},
				}
			},
			where: func(turn int) string {
				return fmt.Sprintf("nama_desa ILIKE '%%runen%%' AND jumlah_petani >= %d", 200+turn)
			},
			order: "luas_panen DESC NULLS LAST", shown: "luas_panen",
		},
	}
}

// firstPage is what DataStore shows at a time, and Lewu.
const firstPage = 100

// measureFilter asks both sides the same searches in turns.
func (b *bench) measureFilter(ctx context.Context) error {
	server, err := b.serve(ctx, b.store("toko"))
	if err != nil {
		return err
	}
	defer server.close()
	if err := b.postgres.settle(ctx, "panen"); err != nil {
		return err
	}
	for _, s := range searches() {
		b.say("filter: %s", s.what)
		if err := b.measureSearch(ctx, server, s); err != nil {
			return fmt.Errorf("%s: %w", s.what, err)
		}
	}
	b.note("Filter: over HTTP at /api/v1/datasets/{slug}/rows, JSON with all 16 columns, a filter that was never asked before each time; against the two " +
		"statements DataStore sends, `SELECT … WHERE … ORDER BY … LIMIT 100` and `SELECT count(*) … WHERE …`, over an open socket " +
		"after VACUUM ANALYZE. Both answers are held against each other.")
	return nil
}

func (b *bench) measureSearch(ctx context.Context, server *server, s search) error {
	var lewu, peer []time.Duration
	var hits int64
	for turn := range b.rounds(11) + 1 { // the first warms both up
		page, took, err := server.rows(ctx, b.harvest.slug(), s.ask(turn).Encode())
		if err != nil {
			return err
		}
		began := time.Now()
		rows, err := b.postgres.ask(ctx, fmt.Sprintf("SELECT %s, %s FROM panen WHERE %s ORDER BY %s, _id LIMIT %d", s.shown, b.harvest.names(), s.where(turn), s.order, firstPage))
		if err != nil {
			return err
		}
		count, err := b.postgres.ask(ctx, "SELECT count(*) FROM panen WHERE "+s.where(turn))
		if err != nil {
			return err
		}
		theirs := time.Since(began)
		if err := agree(page, s.shown, rows, count[0][0]); err != nil {
			return err
		}
		if turn > 0 {
			lewu, peer, hits = append(lewu, took), append(peer, theirs), page.Total
		}
	}
	share := 100 * float64(hits) / float64(b.harvest.rows)
	b.add(atLeast(fmt.Sprintf("filter, sort, first page, total: %s (%.0f %% of %s)", s.what, share, grouped(b.harvest.rows)), lewu, peer, 10, 20))
	b.noise(s.what, lewu, peer)
	return nil
}

// agree holds a page of the API against PostgreSQL's rows, by a column that
// comes first in theirs, and the two counts.
func agree(page rowsPage, shown string, rows [][]string, count string) error {
	if fmt.Sprint(page.Total) != count || len(page.Rows) != len(rows) {
		return fmt.Errorf("Lewu found %d and shows %d, PostgreSQL %s and %d", page.Total, len(page.Rows), count, len(rows))
	}
	for i := range rows {
		if got := page.column(i, shown); got != rows[i][0] {
			return fmt.Errorf("row %d: %s is %s in Lewu and %s in PostgreSQL", i+1, shown, got, rows[i][0])
		}
	}
	return nil
}
