package blob_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// damage flips one bit of a file of a disk store.
func damage(t *testing.T, s blob.Store, sha string) {
	t.Helper()
	path := filepath.Join(s.String(), sha[:2], sha[2:])
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 4
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDamage(t *testing.T) {
	s, spare := blobtest.Open(t, t.TempDir()), blobtest.Open(t, t.TempDir())
	want := content(100_000, 4)
	sha := put(t, s, want).SHA256
	damage(t, s, sha)

	_, local := blob.Local(t.Context(), s, sha, t.TempDir())
	for what, err := range map[string]error{
		"Verify": blob.Verify(t.Context(), s, sha),
		"Local":  local,
		"Copy":   blob.Copy(t.Context(), spare, s, sha),
	} {
		m, _ := errs.Public(err)
		if !blob.Damaged(err) || !errs.Is(err, errs.Internal) || m.Args["sha"] != sha {
			t.Errorf("%s of a damaged file: %v, want blob.damaged of %s", what, err, sha)
		}
	}
	if got := list(t, spare); len(got) != 0 {
		t.Errorf("Copy of a damaged file left %v", got)
	}
	if _, err := blob.Local(t.Context(), s, sha, "", blob.Unverified()); err != nil {
		t.Errorf("Local unverified: %v, want the path as it is", err)
	}

	put(t, spare, want)
	if err := blob.Copy(t.Context(), s, spare, sha); err != nil {
		t.Fatal(err)
	}
	if got := read(t, s, sha); !bytes.Equal(got, want) {
		t.Error("Copy did not replace the damaged file")
	}
	damage(t, s, sha)
	if err := os.Truncate(filepath.Join(s.String(), sha[:2], sha[2:]), 99_999); err != nil {
		t.Fatal(err)
	}
	put(t, s, want)
	if err := blob.Verify(t.Context(), s, sha); err != nil {
		t.Errorf("Put over a file of another size left it: %v", err)
	}
}

func TestCopy(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		other := blobtest.Open(t, t.TempDir())
		want := content(200_000, 5)
		sha := put(t, s, want).SHA256
		for range 2 { // again: nothing to do
			if err := blob.Copy(t.Context(), other, s, sha); err != nil {
				t.Fatal(err)
			}
		}
		if got := read(t, other, sha); !bytes.Equal(got, want) {
			t.Error("Copy made another file")
		}
		if err := s.Delete(t.Context(), sha); err != nil {
			t.Fatal(err)
		}
		if err := blob.Copy(t.Context(), s, other, sha); err != nil {
			t.Fatal(err)
		}
		if got := read(t, s, sha); !bytes.Equal(got, want) {
			t.Error("Copy back made another file")
		}
		if err := blob.Copy(t.Context(), other, s, unknown); !errs.Is(err, errs.NotFound) {
			t.Errorf("Copy of an unknown file: %v, want NotFound", err)
		}
	})
}

func TestLocal(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		want := content(3_000_000, 6)
		sha := put(t, s, want).SHA256
		dir := filepath.Join(t.TempDir(), "cache")
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				path, err := blob.Local(t.Context(), s, sha, dir)
				if err != nil {
					t.Error(err)
					return
				}
				if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
					t.Errorf("local copy: %v, or other bytes", err)
				}
			})
		}
		all.Wait()
	})
}

func TestLocalOfS3RepairsItsCopy(t *testing.T) {
	s, dir := blobtest.Open(t, blobtest.S3(t)), t.TempDir()
	want := []byte("Harga pangan Pasar Kahayan")
	sha := put(t, s, want).SHA256
	path := filepath.Join(dir, sha)
	if err := os.WriteFile(path, []byte("half of i"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := blob.Local(t.Context(), s, sha, dir, blob.Unverified()); err != nil || got != path {
		t.Errorf("Local unverified = %q, %v, want what lies there", got, err)
	}
	if got, err := blob.Local(t.Context(), s, sha, dir); err != nil || got != path {
		t.Fatalf("Local = %q, %v, want %q", got, err, path)
	}
	if got, _ := os.ReadFile(path); !bytes.Equal(got, want) {
		t.Errorf("local copy is %q, want %q", got, want)
	}
	if names, _ := os.ReadDir(dir); len(names) != 1 {
		t.Errorf("cache folder holds %v, want one file", names)
	}
}

// A counting store is one whose downloads wait for the test.
type counting struct {
	blob.Store
	opened atomic.Int32
	gate   chan struct{}
}

func (c *counting) Open(ctx context.Context, sha string) (blob.Reader, error) {
	c.opened.Add(1)
	select {
	case <-c.gate:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return c.Store.Open(ctx, sha)
}

func TestLocalOfAnyStore(t *testing.T) {
	s := &counting{Store: blobtest.Open(t, t.TempDir()), gate: make(chan struct{})}
	sha := put(t, s.Store, []byte("x")).SHA256
	close(s.gate)
	dir := t.TempDir()
	for range 2 {
		if path, err := blob.Local(t.Context(), s, sha, dir); err != nil || path != filepath.Join(dir, sha) {
			t.Errorf("Local = %q, %v, want a copy in its folder", path, err)
		}
	}
	if got := s.opened.Load(); got != 1 {
		t.Errorf("read %d times, want 1", got)
	}
}
