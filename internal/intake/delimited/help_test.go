package delimited

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// input is a file in memory.
func input(data []byte, answers map[string]string) lewu.Input {
	return lewu.Input{
		Name: "uji.csv", Size: int64(len(data)), Answers: answers, Tick: func(int64) {},
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}
}

// shared is the path of a real file, or skips the test: they stand beside the
// project and are never part of it.
func shared(t *testing.T, path string) string {
	t.Helper()
	root, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		if root == filepath.Dir(root) {
			t.Fatal("no go.mod above the test")
		}
		root = filepath.Dir(root)
	}
	full := filepath.Join(filepath.Dir(root), "shared", "data", path)
	if _, err := os.Stat(full); err != nil {
		t.Skipf("real file %s is not here", path)
	}
	return full
}

func file(t *testing.T, path string) lewu.Input {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return lewu.Input{Name: filepath.Base(path), Size: info.Size(), Tick: func(int64) {}, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// keyOf is the message of a refusal without its prefix; other errors fail.
func keyOf(t *testing.T, err error) string {
	t.Helper()
	m, ok := errs.Public(err)
	if !ok || !errs.Is(err, errs.Invalid) {
		t.Errorf("%v is no refusal in words", err)
	}
	return strings.TrimPrefix(m.Key, "csv.")
}

func found(g *lewu.Grid) string {
	var out []string
	for _, f := range g.Findings {
		key := strings.TrimPrefix(strings.TrimPrefix(f.Message.Key, "csv."), "typing.")
		out = append(out, string(f.Severity)+":"+key)
	}
	return strings.Join(out, " ")
}
