package desk_test

import (
	"testing"

	"github.com/lewu-id/lewu/internal/catalog"
)

func TestRoad(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	if b.State != catalog.Draft {
		t.Fatalf("state %s: %v", b.State, b.Failure)
	}
	b = h.publish(b, "budi")
	for _, who := range []string{"rina", "budi", "maya", "pak", "aud", "adm", "dewi", "sari"} {
		t.Log(who, h.see(who, "/kerja").text())
	}
}
