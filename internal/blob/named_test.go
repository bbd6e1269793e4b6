package blob_test

import (
	"slices"
	"testing"

	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/errs"
)

func TestNamedFiles(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		shelf := s.(blob.Shelf)
		if names, err := shelf.Names(t.Context()); err != nil || len(names) != 0 {
			t.Errorf("names of an empty store: %v, %v, want none", names, err)
		}
		if _, err := shelf.Named(t.Context(), "20251031T0915.json"); !errs.Is(err, errs.NotFound) {
			t.Errorf("a name that is not there: %v, want kind NotFound", err)
		}
		for _, step := range []struct{ name, data string }{
			{"20251031T0915.json", `{"lama":1}`}, {"20241231T2359.json", `{}`}, {"20251031T0915.json", `{"baru":2}`},
		} {
			if err := shelf.PutNamed(t.Context(), step.name, []byte(step.data)); err != nil {
				t.Fatal(err)
			}
		}
		data, err := shelf.Named(t.Context(), "20251031T0915.json")
		if err != nil || string(data) != `{"baru":2}` {
			t.Errorf("got %s, %v, want what was put last", data, err)
		}
		names, err := shelf.Names(t.Context())
		if want := []string{"20241231T2359.json", "20251031T0915.json"}; err != nil || !slices.Equal(names, want) {
			t.Errorf("names = %v, %v, want %v", names, err, want)
		}
		if got := list(t, s); len(got) != 0 {
			t.Errorf("List has %v, want no named file among those named by their hash", got)
		}
		for _, name := range []string{"", "../x", "a/b", ".sembunyi", "tmp 1"} {
			if err := shelf.PutNamed(t.Context(), name, nil); err == nil {
				t.Errorf("PutNamed(%q) went through", name)
			}
		}
	})
}
