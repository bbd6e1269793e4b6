package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"time"
)

// A grouping is a sum by two columns.
type grouping struct{ first, second, sum string }

// measureGroups asks both sides for sums over the ledger, in turns.
func (b *bench) measureGroups(ctx context.Context) error {
	ledger := b.ledger
	b.say("group-by: loading %s rows", grouped(ledger.rows))
	data := b.store("kelompok")
	if _, _, err := run(ctx, b.importing(data, ledger)); err != nil {
		return err
	}
	if _, _, err := run(ctx, b.postgres.psql(plain("catatan", ledger)...)); err != nil {
		return err
	}
	if err := b.postgres.settle(ctx, "catatan"); err != nil {
		return err
	}
	server, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	defer server.close()
	for _, g := range []grouping{
		{"kode_kabupaten", "tahun", "produksi"},
		{"komoditas", "bulan", "nilai"},
		{"kode_kecamatan", "komoditas", "produksi"},
	} {
		b.say("group-by: %s and %s", g.first, g.second)
		if err := b.measureGrouping(ctx, server, g); err != nil {
			return fmt.Errorf("%s, %s: %w", g.first, g.second, err)
		}
	}
	b.note("Group-by: the sum of a decimal or an integer by two columns, all groups in one answer over HTTP; PostgreSQL with its default of " +
		"parallel workers, the same 8 columns without _full_text (DataStore's table would be wider). Neither side keeps such answers. " +
		"All groups and sums are held against each other.")
	return os.RemoveAll(data)
}

func (b *bench) measureGrouping(ctx context.Context, server *server, g grouping) error {
	ask := url.Values{"kelompok": {g.first + "," + g.second}, "hitung": {"sum:" + g.sum}, "batas": {"10000"}}.Encode()
	query := fmt.Sprintf("SELECT %[1]s, %[2]s, sum(%[3]s) FROM catatan GROUP BY %[1]s, %[2]s ORDER BY %[1]s, %[2]s", g.first, g.second, g.sum)
	var lewu, peer []time.Duration
	groups := 0
	for turn := range b.rounds(5) + 1 { // the first warms both up
		page, took, err := server.rows(ctx, b.ledger.slug(), ask)
		if err != nil {
			return err
		}
		began := time.Now()
		rows, err := b.postgres.ask(ctx, query)
		if err != nil {
			return err
		}
		theirs := time.Since(began)
		if err := sameGroups(page, g, rows); err != nil {
			return err
		}
		if turn > 0 {
			lewu, peer, groups = append(lewu, took), append(peer, theirs), len(rows)
		}
	}
	what := fmt.Sprintf("group-by %s, %s over %s rows (%s groups)", g.first, g.second, grouped(b.ledger.rows), grouped(groups))
	b.add(atLeast(what, lewu, peer, 10, 20))
	b.noise(g.first+", "+g.second, lewu, peer)
	return nil
}

// sameGroups holds every sum against PostgreSQL's.
func sameGroups(page rowsPage, g grouping, rows [][]string) error {
	if len(page.Rows) != len(rows) {
		return fmt.Errorf("Lewu has %d groups, PostgreSQL %d", len(page.Rows), len(rows))
	}
	theirs := make(map[[2]string]string, len(rows))
	for _, r := range rows {
		theirs[[2]string{r[0], r[1]}] = r[2]
	}
	for i := range page.Rows {
		key := [2]string{page.column(i, g.first), page.column(i, g.second)}
		if got := page.column(i, "sum_"+g.sum); got != theirs[key] {
			return fmt.Errorf("the sum of %v is %s in Lewu and %s in PostgreSQL", key, got, theirs[key])
		}
	}
	return nil
}
