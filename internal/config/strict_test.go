package config

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestStrict(t *testing.T) {
	path := filepath.Join(t.TempDir(), "padi.toml")
	for _, test := range []struct {
		body    string
		unknown []string
		line    string
	}{
		{"judul = \"Padi\"\n[kolom.harga]\nsatuan = \"kg\"", nil, "?"},
		{"judull = \"Padi\"\n[kolom.harga]\nsatuhan = \"kg\"", []string{"judull", "kolom.harga.satuhan"}, "?"},
		{"judul = \"Padi\"\n\nkolom = harga", nil, "3"},
	} {
		if err := os.WriteFile(path, []byte(test.body), 0o600); err != nil {
			t.Fatal(err)
		}
		var into struct {
			Judul string
			Kolom map[string]struct{ Satuan string }
		}
		unknown, err := Strict(path, &into)
		if !slices.Equal(unknown, test.unknown) || (err != nil) != (test.line != "?") || LineOf(err) != test.line {
			t.Errorf("%q: %q, %v in line %s, want %q, line %s", test.body, unknown, err, LineOf(err), test.unknown, test.line)
		}
	}
	if _, err := Strict(path+".tidak-ada", &struct{}{}); err == nil || LineOf(err) != "?" {
		t.Errorf("a missing file: %v in line %s", err, LineOf(err))
	}
}
