// Package messagetest holds a package's sentences against what its code and
// templates say: each key in both languages, with the same placeholders, and no
// sentence that nobody says.
package messagetest

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var hole = regexp.MustCompile(`\{[a-z]+(:[a-z]+)?\}`)

// Check tests the messages of the package whose folder the test runs in. Its
// keys begin with prefix and a point. Composed are beginnings, or endings with
// a leading "…", of keys that the code puts together ("data.verdict-"), and
// names that only look like a key ("intake.walk", a job).
func Check(t *testing.T, files fs.FS, prefix string, composed ...string) {
	t.Helper()
	said := saidKeys(t, prefix)
	id, en := sentences(t, files, "id"), sentences(t, files, "en")
	for key := range said {
		whole := !slices.Contains(composed, key)
		if whole && (id[key] == "" || en[key] == "") {
			t.Errorf("%s has no sentence in both languages", key)
		}
	}
	for key, text := range id {
		if en[key] == "" {
			t.Errorf("%s has no English sentence", key)
		}
		if got, want := holes(en[key]), holes(text); !slices.Equal(got, want) {
			t.Errorf("%s: placeholders %v in English, %v in Indonesian", key, got, want)
		}
		if !said[key] && !isComposed(key, composed) {
			t.Errorf("%s is a sentence that nobody says", key)
		}
	}
	for key := range en {
		if id[key] == "" {
			t.Errorf("%s has no Indonesian sentence", key)
		}
	}
}

func isComposed(key string, composed []string) bool {
	return slices.ContainsFunc(composed, func(part string) bool {
		if end, ok := strings.CutPrefix(part, "…"); ok {
			return strings.HasSuffix(key, end)
		}
		return strings.HasPrefix(key, part)
	})
}

// saidKeys are the keys that stand in the code and the templates of the folder,
// and in the code of its parts: these say the sentences of their whole.
func saidKeys(t *testing.T, prefix string) map[string]bool {
	t.Helper()
	said := map[string]bool{}
	key := regexp.MustCompile(`"(` + regexp.QuoteMeta(prefix) + `\.[a-z0-9._-]+)"`)
	for _, pattern := range []string{"*.go", "*/*.go", "templates/*.html"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range key.FindAllStringSubmatch(string(text), -1) {
				said[m[1]] = true
			}
		}
	}
	if len(said) == 0 {
		t.Fatalf("no key of %q is said in this folder", prefix)
	}
	return said
}

func sentences(t *testing.T, files fs.FS, language string) (m map[string]string) {
	t.Helper()
	text, err := fs.ReadFile(files, "messages/"+language+".json")
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// holes are the placeholders of a sentence, in the order of the alphabet:
// languages may tell things in another order.
func holes(text string) []string {
	list := hole.FindAllString(text, -1)
	slices.Sort(list)
	return slices.Compact(list)
}
