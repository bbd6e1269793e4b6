package e2e

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/lewu-id/lewu/internal/catalog"
)

// A backupReport is a line of `backup --json` and `restore --json`.
type backupReport struct {
	ID       string `json:"id"`
	Blobs    int64  `json:"blobs"`
	Rows     int64  `json:"rows"`
	AuditN   int64  `json:"audit_n"`
	Head     string `json:"audit_head"`
	Verified bool   `json:"verified"`
}

func backups(t testing.TB, p *process) (list []backupReport) {
	t.Helper()
	for _, l := range p.out.all() {
		var r backupReport
		if err := json.Unmarshal([]byte(l.text), &r); err != nil {
			t.Errorf("lewu %v printed %q: %v", p.cmd.Args[1:], l.text, err)
		}
		list = append(list, r)
	}
	return list
}

// versions lists what a store has published, past the program.
func (h house) versions(t testing.TB) public {
	t.Helper()
	seen := public{}
	h.catalogue(t, func(ctx context.Context, s *catalog.Store) {
		list, err := s.AllVersions(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			set, err := s.DatasetByID(ctx, v.Dataset)
			if err != nil {
				t.Fatal(err)
			}
			seen[key(set.Slug, v.N)] = version{N: v.N, Rows: v.Rows, Berkas: v.Berkas, Isi: v.Isi}
		}
	})
	return seen
}
