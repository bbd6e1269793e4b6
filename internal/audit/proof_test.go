package audit

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

func TestProofs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		at := morning(t, "2025-11-24")
		if _, ok, err := LastProof(t.Context(), d, ActDoctor); ok || err != nil {
			t.Errorf("nothing was proved: %v, %v", ok, err)
		}
		for i, n := range []int{0, 3} {
			if err := NoteProof(t.Context(), d, ActDoctor, Proof{Findings: n}, at.Add(time.Duration(i)*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		p, ok, err := LastProof(t.Context(), d, ActDoctor)
		if !ok || err != nil || p.Findings != 3 || !p.At.Equal(at.Add(time.Hour)) {
			t.Errorf("LastProof = %+v, %v, %v", p, ok, err)
		}

		data := t.TempDir()
		if err := TakeProof(t.Context(), d, data, at); err != nil {
			t.Errorf("none was left: %v", err)
		}
		if err := LeaveProof(data, Proof{Backup: "20251031T091500Z-3f9a81c2", MadeAt: at, Rows: 9}); err != nil {
			t.Fatal(err)
		}
		for range 2 { // taken once
			if err := TakeProof(t.Context(), d, data, at); err != nil {
				t.Fatal(err)
			}
		}
		os.WriteFile(filepath.Join(data, proofFile), []byte(`{"cadangan":`), 0o600) // cut short
		if err := TakeProof(t.Context(), d, data, at); err != nil {
			t.Fatal(err)
		}
		p, ok, err = LastProof(t.Context(), d, ActRestore)
		if !ok || err != nil || p.Backup != "20251031T091500Z-3f9a81c2" || !p.MadeAt.Equal(at) || p.Rows != 9 {
			t.Errorf("LastProof = %+v, %v, %v", p, ok, err)
		}
		if n, _, err := Verify(t.Context(), d); n != 3 || err != nil {
			t.Errorf("Verify = %d, %v, want 3 entries", n, err)
		}
	})
}
