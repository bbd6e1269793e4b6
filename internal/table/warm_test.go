package table

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
)

// parquets counts the Parquet files that an engine holds for its versions.
func parquets(t *testing.T, e *Engine) int {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(e.folder.path, "v*.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// settled waits until an engine holds so many native files and no Parquet.
func settled(t *testing.T, e *Engine, want int) {
	t.Helper()
	for limit := time.Now().Add(time.Minute); natives(t, e) != want || parquets(t, e) != 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("%d native and %d Parquet files, want %d and 0", natives(t, e), parquets(t, e), want)
		}
	}
}

// TestLent asks a version while its native file is built: every answer is the
// same, and the Parquet file goes when the native one is there.
func TestLent(t *testing.T) {
	e := engine(t, Options{})
	e.hot.lend = 1
	src := publish(t, e, harvest[:1], nil, row("62.01"), row("62.02"), row("62.03"))
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			r, err := e.Query(context.Background(), src, lewu.Query{Sort: []lewu.Sort{{Column: "kode", Desc: true}}})
			if err != nil || r.Total != 3 || r.Rows[0][0].Text != "62.03" {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
	wg.Wait()
	settled(t, e, 1)
	if r, err := e.Query(context.Background(), src, lewu.Query{}); err != nil || r.Total != 3 {
		t.Errorf("from the native file: %+v, %v", r, err)
	}
	if e.hot.made != 2 {
		t.Errorf("%d were made, want the lent one and the native one", e.hot.made)
	}
}

// TestLentAndForgotten forgets and evicts versions while their native files
// are built: nothing stays behind.
func TestLentAndForgotten(t *testing.T) {
	e := engine(t, Options{CacheBytes: 1})
	e.hot.lend = 1
	for i := range 20 {
		src := publish(t, e, harvest[:1], nil, row("62.01"), row(fmt.Sprintf("62.%02d", i+2)))
		if r, err := e.Query(context.Background(), src, lewu.Query{}); err != nil || r.Total != 2 {
			t.Fatalf("%+v, %v", r, err)
		}
		if i%2 == 0 {
			e.Forget(src.SHA256)
		}
	}
	settled(t, e, 0)
}
