// Package i18n is the words of the house in its two languages, and how each of
// them writes numbers, money and dates. Sentences live in messages/id.json and
// messages/en.json of the package or room they belong to; a Catalogue gathers
// them and refuses gaps, so that no reader ever meets a bare key.
package i18n

import (
	"io/fs"
	"sort"
	"strings"
	"sync"

	lewu "github.com/lewu-id/lewu"
)

// A Lang is a language of the interface. The zero value reads as Indonesian.
type Lang string

// The languages of the house: Indonesian first, English second.
const (
	ID Lang = "id"
	EN Lang = "en"
)

// Langs are all languages, in the order of their importance.
var Langs = [...]Lang{ID, EN}

// Other is the language that is not l.
func (l Lang) Other() Lang {
	if l == EN {
		return ID
	}
	return EN
}

// Parse reads "en", "en-GB", "id_ID"; ok is false for any other language.
func Parse(tag string) (l Lang, ok bool) {
	main, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	main, _, _ = strings.Cut(main, "_")
	switch main {
	case "id", "in": // "in" is what Java and old Android say for Indonesian
		return ID, true
	case "en":
		return EN, true
	}
	return ID, false
}

// A Catalogue is every sentence in every language. It is safe for concurrent
// use and does not change after Load.
type Catalogue struct {
	sentences map[Lang]map[string]sentence

	mu     sync.Mutex
	faults map[string]bool
}

// maxFaults bounds the memory that unknown keys can take.
const maxFaults = 100

// Load gathers messages/{id,en}.json of every file system; one without a
// messages folder, or nil, has nothing to say. It is an error when a key comes
// twice, is missing in one language, or has other placeholders there; the error
// lists all such faults at once.
func Load(files ...fs.FS) (*Catalogue, error) {
	c := &Catalogue{sentences: make(map[Lang]map[string]sentence), faults: make(map[string]bool)}
	var faults faultList
	for _, lang := range Langs {
		c.sentences[lang] = make(map[string]sentence)
		for _, f := range files {
			if f != nil {
				faults.add(c.read(f, lang))
			}
		}
	}
	faults.add(c.compare())
	if err := faults.err(); err != nil {
		return nil, err
	}
	return c, nil
}

// Check tells what Load would refuse: for the test of a package with messages.
func Check(files ...fs.FS) error {
	_, err := Load(files...)
	return err
}

// Has tells whether a key has a sentence.
func (c *Catalogue) Has(key string) bool {
	_, ok := c.sentences[ID][key]
	return ok
}

// Keys lists every key, sorted.
func (c *Catalogue) Keys() []string {
	keys := make([]string, 0, len(c.sentences[ID]))
	for key := range c.sentences[ID] {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Say writes a message in a language. An unknown key stands for itself, and a
// placeholder without an argument stays as it is; both are recorded as faults.
func (c *Catalogue) Say(l Lang, m lewu.Message) string {
	if m.Key == "" {
		return ""
	}
	if l != EN {
		l = ID
	}
	s, ok := c.sentences[l][m.Key]
	if !ok {
		c.fault(m.Key)
		return m.Key
	}
	text, complete := s.fill(l, m.Args)
	if !complete {
		c.fault(m.Key + " {}")
	}
	return text
}

// Faults lists what Say could not say properly: unknown keys, and "key {}" for
// a missing argument. A test or the health page asks for it.
func (c *Catalogue) Faults() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := make([]string, 0, len(c.faults))
	for fault := range c.faults {
		list = append(list, fault)
	}
	sort.Strings(list)
	return list
}

func (c *Catalogue) fault(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.faults) < maxFaults {
		c.faults[what] = true
	}
}
