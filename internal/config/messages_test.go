package config

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Both languages have every sentence that the code says, with the same
// placeholders, and no other.
func TestMessages(t *testing.T) {
	said := map[string]bool{}
	keys := regexp.MustCompile(`"(config\.[a-z.]+)"`)
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		code, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range keys.FindAllStringSubmatch(string(code), -1) {
			said[m[1]] = true
		}
	}
	id, en := catalogue(t, "id"), catalogue(t, "en")
	holes := regexp.MustCompile(`\{[a-z]+\}`)
	for key := range said {
		if id[key] == "" || en[key] == "" {
			t.Errorf("%s is not in both catalogues", key)
		}
	}
	for key, sentence := range id {
		if !said[key] {
			t.Errorf("%s is said nowhere", key)
		}
		if got, want := len(holes.FindAllString(en[key], -1)), len(holes.FindAllString(sentence, -1)); got != want {
			t.Errorf("%s has %d placeholders in en, %d in id", key, got, want)
		}
	}
	if len(en) != len(id) {
		t.Errorf("en has %d sentences, id %d", len(en), len(id))
	}
}

func catalogue(t *testing.T, language string) (m map[string]string) {
	t.Helper()
	b, err := Messages.ReadFile("messages/" + language + ".json")
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}
