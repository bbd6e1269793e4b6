package app

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/modules"
	"github.com/lewu-id/lewu/internal/platform"
)

// Described asks the rooms what they are, without opening anything.
func Described() (list []lewu.Description) {
	for _, m := range modules.All(&platform.Platform{}) {
		list = append(list, m.Describe())
	}
	return list
}

// Words are the sentences of the whole house, for whoever has to say why it
// could not be opened.
func Words() (*i18n.Catalogue, error) { return i18n.Load(messageFiles(Described())...) }
