package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

// TestExport follows the chain in the exported text alone, as docs/operations.md
// tells others to.
func TestExport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tr := newTrail(t, d)
		var out bytes.Buffer
		if n, err := Export(t.Context(), tr.DB, Filter{}, &out); n != chain || err != nil {
			t.Fatalf("Export = %d, %v", n, err)
		}
		prev := ""
		for line := range strings.Lines(out.String()) {
			object, hash, ok := strings.Cut(strings.TrimSpace(line), `,"hash":"`)
			hash = strings.TrimSuffix(hash, `"}`)
			sum := sha256.Sum256([]byte(prev + object + "}"))
			if got := hex.EncodeToString(sum[:]); !ok || got != hash {
				t.Fatalf("%s: %s, want %s", object, got, hash)
			}
			prev = hash
		}
		if _, head, _ := Head(t.Context(), d); prev != head {
			t.Errorf("the export ends with %s, want %s", prev, head)
		}
	})
}
