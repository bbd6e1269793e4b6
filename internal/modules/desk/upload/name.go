package upload

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is how many runes of a file's name are kept, its ending among them.
const maxName = 200

// Clean is the last name of a file without what could harm a page, a header, a
// log or whoever reads it: no folders, no control characters, no marks that turn
// the direction of writing, one line.
func Clean(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsControl(c), unicode.Is(unicode.Zl, c), unicode.Is(unicode.Zp, c):
			return ' '
		case unicode.Is(unicode.Cf, c), c == utf8.RuneError:
			return -1
		}
		return c
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	if strings.Trim(name, "./ ") == "" {
		return "berkas"
	}
	return shortened(name)
}

// shortened cuts the middle of a long name: its ending says what it is.
func shortened(name string) string {
	runes := []rune(name)
	if len(runes) <= maxName {
		return name
	}
	end := []rune(path.Ext(name))
	if len(end) > 10 {
		end = nil
	}
	return strings.TrimSpace(string(runes[:maxName-len(end)-1])) + "…" + string(end)
}
