package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// content is size bytes that no compression and no other seed gives.
func content(size int, seed byte) []byte {
	b := make([]byte, size)
	rand.NewChaCha8([32]byte{seed}).Read(b)
	return b
}

func shaOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func put(t *testing.T, s blob.Store, b []byte) blob.Info {
	t.Helper()
	info, err := s.Put(t.Context(), bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func list(t *testing.T, s blob.Store) []blob.Info {
	t.Helper()
	var all []blob.Info
	err := s.List(t.Context(), func(info blob.Info) error { all = append(all, info); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func read(t *testing.T, s blob.Store, sha string) []byte {
	t.Helper()
	r, err := s.Open(t.Context(), sha)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Size(); got != int64(len(b)) {
		t.Errorf("Size() = %d, want %d", got, len(b))
	}
	return b
}

const unknown = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b856" // one more than the empty file

func TestPut(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		for _, size := range []int{0, 1, 8 << 20, 8<<20 + 1, 16 << 20, 20_000_000} {
			want := content(size, byte(size))
			info := put(t, s, want)
			if info != (blob.Info{SHA256: shaOf(want), Size: int64(size)}) {
				t.Errorf("Put of %d bytes = %v, want %s", size, info, shaOf(want))
			}
			if got := read(t, s, info.SHA256); !bytes.Equal(got, want) {
				t.Errorf("%d bytes came back as %d others", size, len(got))
			}
			if got, err := s.Stat(t.Context(), info.SHA256); err != nil || got != info {
				t.Errorf("Stat = %v, %v, want %v", got, err, info)
			}
			if err := blob.Verify(t.Context(), s, info.SHA256); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestPutEqualAtOnce(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		want := content(300_000, 1)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if info, err := s.Put(t.Context(), bytes.NewReader(want)); err != nil || info.SHA256 != shaOf(want) {
					t.Errorf("Put = %v, %v, want %s", info, err, shaOf(want))
				}
			})
		}
		all.Wait()
		if got := list(t, s); !slices.Equal(got, []blob.Info{{SHA256: shaOf(want), Size: 300_000}}) {
			t.Errorf("store holds %v, want one file", got)
		}
	})
}

func TestPutOfFailingReader(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		broken := errors.New("connection reset by peer")
		for _, size := range []int{0, 5, 9 << 20} {
			r := io.MultiReader(bytes.NewReader(content(size, 2)), iotest.ErrReader(broken))
			if _, err := s.Put(t.Context(), r); !errors.Is(err, broken) {
				t.Errorf("Put of a reader that breaks after %d bytes: %v, want its own error", size, err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.Put(ctx, strings.NewReader("x")); !errors.Is(err, context.Canceled) {
			t.Errorf("Put after the end of ctx: %v, want %v", err, context.Canceled)
		}
		if got := list(t, s); len(got) != 0 {
			t.Errorf("store holds %v, want nothing", got)
		}
	})
}

func TestUnknown(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		ctx := t.Context()
		for _, test := range []struct {
			sha  string
			want errs.Kind
		}{
			{unknown, errs.NotFound},
			{"", errs.Invalid},
			{"../../../etc/passwd", errs.Invalid},
			{strings.ToUpper(unknown), errs.Invalid},
			{unknown[:63] + "/", errs.Invalid},
		} {
			_, stat := s.Stat(ctx, test.sha)
			_, open := s.Open(ctx, test.sha)
			_, local := blob.Local(ctx, s, test.sha, t.TempDir())
			verify := blob.Verify(ctx, s, test.sha)
			for what, err := range map[string]error{"Stat": stat, "Open": open, "Local": local, "Verify": verify} {
				if !errs.Is(err, test.want) {
					t.Errorf("%s(%q): %v, want kind %v", what, test.sha, err, test.want)
				}
			}
		}
		if err := s.Delete(ctx, unknown); err != nil {
			t.Errorf("Delete of an unknown file: %v, want nil", err)
		}
		if err := s.Delete(ctx, "../x"); !errs.Is(err, errs.Invalid) {
			t.Errorf("Delete of no name: %v, want Invalid", err)
		}
	})
}

func TestListAndDelete(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		var want []blob.Info
		for i := range 20 {
			want = append(want, put(t, s, fmt.Appendf(nil, "Kabupaten %d", i)))
		}
		slices.SortFunc(want, func(a, b blob.Info) int { return strings.Compare(a.SHA256, b.SHA256) })
		if got := list(t, s); !slices.Equal(got, want) {
			t.Errorf("List = %v, want %v", got, want)
		}
		enough, n := errors.New("enough"), 0
		if err := s.List(t.Context(), func(blob.Info) error { n++; return enough }); !errors.Is(err, enough) || n != 1 {
			t.Errorf("List ended with %v after %d, want its caller's error after 1", err, n)
		}
		if err := s.Delete(t.Context(), want[3].SHA256); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Stat(t.Context(), want[3].SHA256); !errs.Is(err, errs.NotFound) {
			t.Errorf("Stat after Delete: %v, want NotFound", err)
		}
		if got := list(t, s); !slices.Equal(got, slices.Delete(want, 3, 4)) {
			t.Errorf("List after Delete holds %d, want 19 others", len(got))
		}
	})
}

func TestReader(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		want := content(5_300_000, 3)
		info := put(t, s, want)
		r, err := s.Open(t.Context(), info.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		// iotest.TestReader asks for the whole content in many ways; it is
		// quadratic, so it gets a small file.
		small := put(t, s, want[:1500])
		sr, err := s.Open(t.Context(), small.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		defer sr.Close()
		if err := iotest.TestReader(sr, want[:1500]); err != nil {
			t.Error(err)
		}
		for _, test := range []struct{ off, n int64 }{
			{0, 10}, {1<<20 - 5, 10}, {3 << 20, 100}, {100, 3 << 20}, {5_299_990, 10}, {1 << 20, 1 << 20},
			{0, 5_300_000}, {4 << 20, 900_000}, {2_500_000, 1},
		} {
			got := make([]byte, test.n)
			if _, err := r.ReadAt(got, test.off); err != nil || !bytes.Equal(got, want[test.off:test.off+test.n]) {
				t.Errorf("ReadAt %d bytes at %d: err %v, equal %t", test.n, test.off, err, bytes.Equal(got, want[test.off:test.off+test.n]))
			}
			if _, err := r.Seek(test.off, io.SeekStart); err != nil {
				t.Fatal(err)
			}
			clear(got)
			if _, err := io.ReadFull(r, got); err != nil || !bytes.Equal(got, want[test.off:test.off+test.n]) {
				t.Errorf("Seek to %d and Read %d: err %v, wrong bytes", test.off, test.n, err)
			}
		}
		buf := make([]byte, 20)
		if n, err := r.ReadAt(buf, 5_299_990); n != 10 || err != io.EOF {
			t.Errorf("ReadAt over the end = %d, %v, want 10, EOF", n, err)
		}
		if n, err := r.ReadAt(buf, 6_000_000); n != 0 || err != io.EOF {
			t.Errorf("ReadAt behind the end = %d, %v, want 0, EOF", n, err)
		}
		var all sync.WaitGroup
		for i := range int64(20) {
			all.Go(func() {
				b, off := make([]byte, 1000), i*260_000
				if _, err := r.ReadAt(b, off); err != nil || !bytes.Equal(b, want[off:off+1000]) {
					t.Errorf("parallel ReadAt at %d: %v or wrong bytes", off, err)
				}
			})
		}
		all.Wait()
	})
}
