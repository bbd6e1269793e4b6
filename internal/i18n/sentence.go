package i18n

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A sentence is a message text cut at its placeholders, once, at Load.
type sentence struct {
	parts []part
}

// A part is literal text, or a placeholder where name is set. Format says how
// the language writes the argument: a message is made where nobody knows the
// language yet, so it carries canonical text ("1234567", "2025-10-31").
type part struct {
	text   string
	name   string
	format string
}

// The formats of a placeholder, as in "{rows:int}".
var formats = map[string]func(Lang, string) string{
	"int":     intText,
	"decimal": Lang.Decimal,
	"rupiah":  Lang.Money,
	"percent": Lang.PercentWord,
	"bytes":   bytesText,
	"date":    Lang.Day,
	"time":    timeText,
}

// parseSentence cuts a text. A brace that belongs to no placeholder is an
// error: it is a slip of the pen more often than a brace that was meant.
func parseSentence(text string) (s sentence, err error) {
	for rest := text; rest != ""; {
		open := strings.IndexAny(rest, "{}")
		if open < 0 {
			s.parts = append(s.parts, part{text: rest})
			break
		}
		if open > 0 {
			s.parts = append(s.parts, part{text: rest[:open]})
		}
		end := strings.IndexByte(rest, '}')
		if rest[open] == '}' || end < open {
			return s, fmt.Errorf("a brace without its twin in %q", text)
		}
		name, format, _ := strings.Cut(rest[open+1:end], ":")
		if !isName(name) {
			return s, fmt.Errorf("%q is no placeholder", rest[open:end+1])
		}
		if format != "" && formats[format] == nil {
			return s, fmt.Errorf("unknown format in %q", rest[open:end+1])
		}
		s.parts = append(s.parts, part{name: name, format: format})
		rest = rest[end+1:]
	}
	return s, nil
}

func isName(s string) bool {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return s != ""
}

// names are the placeholders of a sentence, sorted, each once.
func (s sentence) names() []string {
	var names []string
	for _, p := range s.parts {
		if p.name != "" {
			names = append(names, p.name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// fill puts the arguments in; complete is false where one was missing.
func (s sentence) fill(l Lang, args map[string]string) (text string, complete bool) {
	if len(s.parts) == 1 && s.parts[0].name == "" {
		return s.parts[0].text, true
	}
	var b strings.Builder
	complete = true
	for _, p := range s.parts {
		if p.name == "" {
			b.WriteString(p.text)
			continue
		}
		arg, ok := args[p.name]
		if !ok {
			complete = false
			arg = "{" + p.name + "}"
		} else if p.format != "" {
			arg = formats[p.format](l, arg)
		}
		b.WriteString(arg)
	}
	return b.String(), complete
}

// intText leaves "1.234" alone: that is a whole number already written.
func intText(l Lang, text string) string {
	if _, _, fraction, ok := cut(text); !ok || fraction != "" {
		return text
	}
	return l.Decimal(text)
}

// bytesText and timeText write canonical text; what is none stays as it is.
func bytesText(l Lang, text string) string {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return text
	}
	return l.Bytes(n)
}

func timeText(l Lang, text string) string {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	return l.DateTime(t)
}
