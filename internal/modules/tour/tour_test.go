package tour

import (
	"encoding/json"
	"testing"
)

// TestWalks: ten walks, and each of them and of its steps has its sentence.
func TestWalks(t *testing.T) {
	list := walks("/data/jumlah-guru")
	if len(list) != 10 {
		t.Errorf("%d walks, want 10", len(list))
	}
	text, err := files.ReadFile("messages/id.json")
	if err != nil {
		t.Fatal(err)
	}
	var sentences map[string]string
	if err := json.Unmarshal(text, &sentences); err != nil {
		t.Fatal(err)
	}
	said := 0
	say := func(key string) {
		said++
		if sentences[key] == "" {
			t.Errorf("no sentence %s", key)
		}
	}
	for _, w := range list {
		say(w.Title.Key)
		say(w.Why.Key)
		for _, s := range w.Steps {
			say(s.Text.Key)
			if s.Path == "" || s.Path[0] != '/' {
				t.Errorf("%s leads to %q", s.Text.Key, s.Path)
			}
		}
	}
	if spare := len(sentences) - 3 - said; spare != 0 {
		t.Errorf("%d sentences that no walk says", spare)
	}
}
