package app

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lewu-id/lewu/internal/errs"
)

// keyFile holds the key of a house on one machine that was given none.
const (
	keyFile = "kunci"
	keyLen  = 32 // bytes
)

// sealingKey is LEWU_KEY, or for a house whose database is a file of this machine
// one that is made once beside it: less than a key kept elsewhere, since a copy
// of the folder carries it, and said so in operations.md. A house on a shared
// database must be given one: each node would make its own.
func sealingKey(given []byte, data, database string) (_ []byte, err error) {
	defer errs.Wrap(&err, "app.sealingKey")

	if given != nil || !isFile(database) {
		return given, nil
	}
	path := filepath.Join(data, keyFile)
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key = make([]byte, keyLen)
		rand.Read(key) // never fails
		key, err = placeOnce(path, key)
	}
	if err == nil && len(key) != keyLen {
		err = errs.Say(errs.Invalid, "app.key-broken", "file", path)
	}
	return key, err
}

// placeOnce writes a file whole under its name, and answers what stands there:
// another process may have been first.
func placeOnce(path string, content []byte) ([]byte, error) {
	temp, err := os.CreateTemp(filepath.Dir(path), keyFile+"-*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(content)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(temp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return os.ReadFile(path)
}
