package desk_test

import (
	"database/sql"
	"net/http"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
)

// An agency ends without an heir: the walidata gives its dataset to another one,
// whose people then see it, and nobody else can.
func TestMoveToAnotherAgency(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	page := "/kerja/data/" + h.set(b).Slug
	h.silent("rina", page, "Instansi produsen")
	h.describe("rina", b, "instansi", h.agencies["B"])
	if got := h.set(b).AgencyID; got != h.agencies["A"] {
		t.Fatalf("the sender gave it away: %q", got)
	}
	ctx := auth.With(t.Context(), auth.CommandLine("uji"))
	h.now.add(48 * time.Hour)
	h.write(func(tx *sql.Tx) error {
		return h.Ref.End(ctx, tx, h.agencies["A"], clock.Day(h.now.Now()), "Perda 1/2019 (contoh)", "")
	})
	h.signIn("rina")
	h.signIn("maya")
	h.says("maya", page, "Instansi produsen")
	h.describe("maya", b, "judul", "Produksi padi sawah") // left as it is
	if got := h.set(b); got.AgencyID != h.agencies["A"] || got.Title != "Produksi padi sawah" {
		t.Errorf("described, it is of %q: %q", got.AgencyID, got.Title)
	}
	h.describe("maya", b, "instansi", h.agencies["B"])
	if got := h.set(b); got.AgencyID != h.agencies["B"] || got.AgencySlug == "" {
		t.Errorf("moved, it is of %q at %q", got.AgencyID, got.AgencySlug)
	}
	if a := h.get("rina", page); a.code != http.StatusNotFound {
		t.Errorf("rina of the old agency: %d", a.code)
	}
}
