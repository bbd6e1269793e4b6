package audit

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// Folder is where the daily heads lie as files, beneath the data folder: out of
// reach of whoever can only write into the database.
const Folder = "jejak"

// KeepFiles writes a file for each head that has none in dir yet. A file that is
// there is never written again, whatever the database says now.
func KeepFiles(dir string, list []DayHead) (err error) {
	defer errs.Wrap(&err, "audit.KeepFiles(%q)", dir)

	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	written := false
	for _, h := range list {
		path := filepath.Join(dir, h.Day+".txt")
		if _, err := os.Lstat(path); err == nil {
			continue
		}
		if err := keepFile(path, h); err != nil {
			return err
		}
		written = true
	}
	if !written {
		return nil
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// keepFile writes one head whole under its name; where another process was
// first, its file stays.
func keepFile(path string, h DayHead) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".tmp-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	err = WriteHeads(temp, nil, []DayHead{h})
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := os.Link(temp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// ReadFiles reads the heads that KeepFiles wrote, oldest first; a folder that is
// not there holds none. A file that no longer reads as a head is an error of
// kind Invalid that names it.
func ReadFiles(dir string) (list []DayHead, err error) {
	defer errs.Wrap(&err, "audit.ReadFiles(%q)", dir)

	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		day, isText := strings.CutSuffix(e.Name(), ".txt")
		if _, err := clock.ParseDay(day); err != nil || !isText {
			continue
		}
		heads, err := readFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		list = append(list, heads...)
	}
	return list, nil
}

func readFile(path string) ([]DayHead, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	name := filepath.Base(path)
	heads, err := ParseHeads(f, name)
	if err == nil && (len(heads) != 1 || heads[0].Day+".txt" != name) {
		err = errs.Say(errs.Invalid, "audit.heads-line", "where", name, "line", "1")
	}
	return heads, err
}
