package web_test

import (
	"strings"
	"testing"
)

// TestFigureStates: a figure that could not be read, and one whose successor is
// overdue, say so in words.
func TestFigureStates(t *testing.T) {
	h := newHouse(t, nil)
	for path, words := range map[string][]string{
		"/bagian":    {"tidak dapat dimuat", "angka baru lewat jadwal 23 hari", "belum berubah sejak 21 November 2025", "belum ada data"},
		"/en/bagian": {"could not be loaded", "new figure 23 days overdue", "unchanged since 21 November 2025", "no data yet"},
	} {
		page := h.get(path).Body.String()
		for _, word := range words {
			if !strings.Contains(page, word) {
				t.Errorf("%s does not say %q", path, word)
			}
		}
	}
}
