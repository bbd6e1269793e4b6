package table

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// natives counts the native files of an engine.
func natives(t *testing.T, e *Engine) int {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(e.folder.path, "v*.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

func TestDamaged(t *testing.T) {
	e := engine(t, Options{})
	src := publish(t, e, harvest[:1], nil, row("62.01"), row("62.02"))
	data, err := os.ReadFile(src.Path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(src.Path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time it must not have become hot
		_, err = e.Query(context.Background(), src, lewu.Query{})
		if m, _ := errs.Public(err); m.Key != "table.damaged" || errs.KindOf(err) != errs.Internal {
			t.Errorf("got %v", err)
		}
	}
	d := draft(t, e, harvest[:1], []string{"kode"}, 2, row("62.03"))
	_, err = d.Finish(context.Background(), Merge{Mode: Upsert, Base: &src}, t.TempDir())
	if m, _ := errs.Public(err); m.Key != "table.damaged" {
		t.Errorf("as a base: %v", err)
	}
	if n := natives(t, e); n != 0 {
		t.Errorf("%d native files stayed", n)
	}
}

func TestHotOnce(t *testing.T) {
	e := engine(t, Options{})
	src := publish(t, e, harvest[:1], nil, row("62.01"), row("62.02"))
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			r, err := e.Query(context.Background(), src, lewu.Query{})
			if err != nil || r.Total != 2 {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
	wg.Wait()
	if e.hot.made != 1 || natives(t, e) != 1 {
		t.Errorf("loaded %d times, %d files", e.hot.made, natives(t, e))
	}
	e.Forget(src.SHA256)
	if n := natives(t, e); n != 0 {
		t.Errorf("%d files after Forget", n)
	}
	if r, err := e.Query(context.Background(), src, lewu.Query{}); err != nil || r.Total != 2 {
		t.Errorf("after Forget: %+v, %v", r, err)
	}
}

// TestEvict has room for hardly one version while many are asked at once.
func TestEvict(t *testing.T) {
	e := engine(t, Options{CacheBytes: 1})
	var list []Source
	for i := range 6 {
		list = append(list, publish(t, e, harvest[:2], nil, row("62.01", fmt.Sprint("Desa ", i))))
	}
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			r, err := e.Query(context.Background(), list[i%6], lewu.Query{})
			if err != nil || r.Rows[0][1].Text != fmt.Sprint("Desa ", i%6) {
				t.Errorf("%d: %+v, %v", i, r, err)
			}
		})
	}
	wg.Wait()
	if n := natives(t, e); n != 0 || e.hot.bytes != 0 || len(e.hot.by) != 0 {
		t.Errorf("%d files, %d bytes, %d versions stay over the limit", n, e.hot.bytes, len(e.hot.by))
	}
}

func TestForgetWhileUsed(t *testing.T) {
	e := engine(t, Options{})
	src := publish(t, e, harvest[:1], nil, row("62.01"))
	h, release, err := e.open(context.Background(), src)
	if err != nil {
		t.Fatal(err)
	}
	e.Forget(src.SHA256)
	var n int
	if err := e.db.one(context.Background(), "SELECT count(*) FROM "+h.from(), nil, &n); err != nil || n != 1 {
		t.Errorf("in use: %d, %v", n, err)
	}
	release()
	if n := natives(t, e); n != 0 {
		t.Errorf("%d files after the last use", n)
	}
}

func TestCancel(t *testing.T) {
	e := engine(t, Options{Threads: 1})
	src := publish(t, e, harvest[:1], nil, row("62.01"))
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Query(gone, src, lewu.Query{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Query: %v", err)
	}
	if err := e.CSV(gone, src, lewu.Query{}, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("CSV: %v", err)
	}
	for range cap(e.slots) {
		e.slots <- struct{}{}
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() {
		_, err := e.Query(ctx, src, lewu.Query{})
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("waiting for a slot: %v", err)
	}
	for range cap(e.slots) {
		<-e.slots
	}
	if r, err := e.Query(context.Background(), src, lewu.Query{}); err != nil || r.Total != 1 {
		t.Errorf("afterwards: %+v, %v", r, err)
	}
}

// stopAfter is a writer that fails as a reader does who leaves.
type stopAfter struct{ n int }

var errLeft = errors.New("the reader left")

func (s *stopAfter) Write(p []byte) (int, error) {
	if s.n -= len(p); s.n < 0 {
		return 0, errLeft
	}
	return len(p), nil
}

func TestCSVReaderLeaves(t *testing.T) {
	e := engine(t, Options{})
	rows := make([][]lewu.Cell, 20_000)
	for i := range rows {
		rows[i] = row("62.01", fmt.Sprint("Desa ", i))
	}
	src := publish(t, e, harvest[:2], nil, rows...)
	for _, sort := range [][]lewu.Sort{nil, {{Column: "kabupaten", Desc: true}}} {
		if err := e.CSV(context.Background(), src, lewu.Query{Sort: sort}, &stopAfter{100_000}); !errors.Is(err, errLeft) {
			t.Errorf("sort %v: %v", sort, err)
		}
	}
}
