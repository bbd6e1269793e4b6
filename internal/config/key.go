package config

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
)

const exampleKey = "head -c 32 /dev/urandom | base64"

// parseKey takes 32 bytes in base64, or the path of a file that holds them so
// or raw. The file must lie outside the data folder, or a copy of the data
// would carry the key to it. No error shows the value: a mistyped key is a
// secret all the same.
func parseKey(s setting, data string) ([]byte, error) {
	if s.value == "" {
		return nil, nil
	}
	if key := decodeKey(s.value); key != nil {
		return key, nil
	}
	content, err := readKey(s.value)
	if err != nil {
		return nil, s.bad("config.key", hidden, exampleKey)
	}
	if within(s.value, data) {
		return nil, s.bad("config.key.inside", s.value, "/etc/lewu/key")
	}
	if len(content) == keyLen {
		return content, nil
	}
	if key := decodeKey(string(bytes.TrimSpace(content))); key != nil {
		return key, nil
	}
	return nil, s.bad("config.key", hidden, exampleKey)
}

// readKey reads at most a little more than a key file can hold.
func readKey(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content := make([]byte, 1024)
	n, err := f.Read(content)
	return content[:n], err
}

// decodeKey reads base64 of either alphabet, padded or not; nil if that is not
// 32 bytes.
func decodeKey(s string) []byte {
	s = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(s, "="))
	key, err := base64.RawStdEncoding.Strict().DecodeString(s)
	if err != nil || len(key) != keyLen {
		return nil
	}
	return key
}

// within tells whether a file lies in a folder, links followed.
func within(path, folder string) bool {
	rel, err := filepath.Rel(resolve(folder), resolve(path))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func resolve(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return path
}
