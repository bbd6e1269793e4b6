package i18n

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
)

// A faultList gathers faults, so that a translator sees all of them at once.
type faultList struct{ list []string }

func (f *faultList) add(faults []string) { f.list = append(f.list, faults...) }

func (f *faultList) err() error {
	if len(f.list) == 0 {
		return nil
	}
	sort.Strings(f.list)
	return fmt.Errorf("i18n.Load: %s", strings.Join(slices.Compact(f.list), "; "))
}

// read takes one language of one file system into the catalogue.
func (c *Catalogue) read(files fs.FS, lang Lang) (faults []string) {
	name := path.Join("messages", string(lang)+".json")
	f, err := files.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // what the other language has and this one lacks, compare finds
	}
	if err != nil {
		return []string{err.Error()}
	}
	defer f.Close()

	err = eachString(f, func(key, text string) {
		s, err := parseSentence(text)
		switch _, double := c.sentences[lang][key]; {
		case err != nil:
			faults = append(faults, fmt.Sprintf("%s %q: %v", name, key, err))
		case double:
			faults = append(faults, fmt.Sprintf("%s %q: comes twice", name, key))
		case strings.TrimSpace(text) == "":
			faults = append(faults, fmt.Sprintf("%s %q: is empty", name, key))
		}
		c.sentences[lang][key] = s
	})
	if err != nil {
		faults = append(faults, fmt.Sprintf("%s: %v", name, err))
	}
	return faults
}

// eachString reads a flat JSON object of strings token by token: a map would
// silently keep the last of two equal keys.
func eachString(r io.Reader, put func(key, text string)) error {
	d := json.NewDecoder(r)
	if t, err := d.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return errors.New("is not one flat object")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		value, err := d.Token()
		if err != nil {
			return err
		}
		text, ok := value.(string)
		if !ok {
			return fmt.Errorf("%q: is not a sentence", key)
		}
		put(key.(string), text)
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("goes on after its object")
	}
	return nil
}

// compare finds keys of one language only, and differing placeholders.
func (c *Catalogue) compare() (faults []string) {
	for _, lang := range Langs {
		other := lang.Other()
		for key, s := range c.sentences[lang] {
			twin, ok := c.sentences[other][key]
			switch {
			case !ok:
				faults = append(faults, fmt.Sprintf("%q: missing in %s", key, other))
			case lang == ID && !slices.Equal(s.names(), twin.names()):
				faults = append(faults, fmt.Sprintf("%q: placeholders %v in id, %v in en", key, s.names(), twin.names()))
			}
		}
	}
	return faults
}
