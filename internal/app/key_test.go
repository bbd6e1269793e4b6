package app

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

func TestSealingKey(t *testing.T) {
	data, given := t.TempDir(), bytes.Repeat([]byte{7}, 32)
	if got, err := sealingKey(given, data, "sqlite:x.db"); err != nil || !bytes.Equal(got, given) {
		t.Errorf("a given key is not the one used: %v", err)
	}
	if got, err := sealingKey(nil, data, "postgres://x"); err != nil || got != nil {
		t.Errorf("a shared database got a key of its own: %x, %v", got, err)
	}
	var group sync.WaitGroup
	keys := make([][]byte, 8) // several processes start at once
	for i := range keys {
		group.Go(func() {
			var err error
			if keys[i], err = sealingKey(nil, data, "sqlite:x.db"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, key := range keys {
		if len(key) != 32 || !bytes.Equal(key, keys[0]) || bytes.Equal(key, make([]byte, 32)) {
			t.Errorf("key %x, want the first one's", key)
		}
	}
	info, err := os.Stat(filepath.Join(data, keyFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 600", info.Mode(), err)
	}
	if list, _ := os.ReadDir(data); len(list) != 1 {
		t.Errorf("%d files stay, want the key alone", len(list))
	}
	if err := os.WriteFile(filepath.Join(data, keyFile), []byte("pendek"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := sealingKey(nil, data, "sqlite:x.db"); !errs.Is(err, errs.Invalid) {
		t.Errorf("a damaged key file gives %x", got)
	}
}
