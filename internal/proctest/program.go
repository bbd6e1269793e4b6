package proctest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// A Tool is a program of somebody else's module that a test runs against. It is
// kept out of go.mod: what it depends on is none of ours.
type Tool struct {
	Module  string // "github.com/versity/versitygw"
	Version string
	Package string // "./cmd/versitygw"
}

// Build gives the path of the program, which is built at most once a machine
// however many test processes ask for it.
func (t Tool) Build() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	folder := filepath.Join(cache, "lewu-test")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	program := filepath.Join(folder, path.Base(t.Package)+"-"+t.Version)
	unlock, err := lock(program + ".lock")
	if err != nil {
		return "", err
	}
	defer unlock()
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	source, err := t.download()
	if err != nil {
		return "", err
	}
	// A build that was cut short must not be taken for one.
	temp := fmt.Sprintf("%s.%d", program, os.Getpid())
	defer os.Remove(temp)
	if _, err := run(source, "build", "-o", temp, t.Package); err != nil {
		return "", err
	}
	return program, os.Rename(temp, program)
}

// download finds the source in the module cache, from a module of its own so
// that ours is not touched.
func (t Tool) download() (string, error) {
	folder, err := os.MkdirTemp("", "lewu-tool-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(folder)
	if err := os.WriteFile(filepath.Join(folder, "go.mod"), []byte("module tool\n\ngo 1.26\n"), 0o600); err != nil {
		return "", err
	}
	out, err := run(folder, "mod", "download", "-json", t.Module+"@"+t.Version)
	if err != nil {
		return "", err
	}
	var module struct{ Dir, Error string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", err
	}
	if module.Error != "" {
		return "", fmt.Errorf("%s", module.Error)
	}
	return module.Dir, nil
}

// run calls the go command in a folder, free of what our own build was told.
func run(folder string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w: %s%s", strings.Join(args, " "), err, out, stderr.String())
	}
	return out, nil
}
