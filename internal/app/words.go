package app

import (
	"io/fs"
	"path"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/modules"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/webtest"
)

// described asks the rooms what they are, without opening anything.
func described() (list []lewu.Description) {
	for _, m := range modules.All(&platform.Platform{}) {
		list = append(list, m.Describe())
	}
	return list
}

// Words are the sentences of the whole house, for whoever has to say why it
// could not be opened.
func Words() (*i18n.Catalogue, error) { return i18n.Load(messageFiles(described())...) }

// Scripts are the HTTP scripts of all rooms: what any live server must answer.
func Scripts() (list []webtest.Script, err error) {
	for _, room := range described() {
		names, err := fs.Glob(room.Files, "scripts/*.txt")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := fs.ReadFile(room.Files, name)
			if err != nil {
				return nil, err
			}
			s, err := webtest.Parse(strings.TrimSuffix(path.Base(name), ".txt"), string(text))
			if err != nil {
				return nil, err
			}
			list = append(list, s)
		}
	}
	return list, nil
}
