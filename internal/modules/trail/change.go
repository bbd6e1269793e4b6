package trail

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A change is one field of what an entry tells: as it was, and as it is.
type change struct {
	Name     string // "hasil", "kontak.surel"; empty: the entry has one value without a name
	Was, Now string
	Had, Has bool // whether there was one, and is one
}

// Bounds of what a page shows of one entry.
const (
	maxChanges = 30
	maxValue   = 300 // characters
)

// changes are the fields of two JSON texts that differ, those of the new one
// first; more says how many are left out.
func changes(before, after string) (list []change, more int) {
	was, now := flat(before), flat(after)
	for _, f := range now {
		old, had := find(was, f.name)
		if !had && blank(f.value) && f.name != "" {
			continue
		}
		if !had || old != f.value {
			list = append(list, change{Name: f.name, Was: short(old), Now: short(f.value), Had: had, Has: true})
		}
	}
	for _, f := range was {
		if _, has := find(now, f.name); !has {
			list = append(list, change{Name: f.name, Was: short(f.value), Had: true})
		}
	}
	if len(list) > maxChanges {
		list, more = list[:maxChanges], len(list)-maxChanges
	}
	return list, more
}

// blank tells of a value that says nothing where there was none before.
func blank(value string) bool {
	return value == "" || value == "null" || value == "[]" || value == "{}"
}

// A field is one value of a JSON text by its way from the top.
type field struct{ name, value string }

func find(list []field, name string) (string, bool) {
	i := slices.IndexFunc(list, func(f field) bool { return f.name == name })
	if i < 0 {
		return "", false
	}
	return list[i].value, true
}

// maxDepth is how far into a JSON text its fields are told apart.
const maxDepth = 4

// flat lists the fields of a JSON text, sorted by name; what lies deeper than
// maxDepth stays JSON.
func flat(text string) (list []field) {
	if text == "" {
		return nil
	}
	var put func(name string, raw json.RawMessage, depth int)
	put = func(name string, raw json.RawMessage, depth int) {
		var object map[string]json.RawMessage
		var array []json.RawMessage
		switch {
		case depth < maxDepth && json.Unmarshal(raw, &object) == nil && object != nil:
			keys := make([]string, 0, len(object))
			for key := range object {
				keys = append(keys, key)
			}
			slices.Sort(keys)
			for _, key := range keys {
				put(join(name, key), object[key], depth+1)
			}
		case depth < maxDepth && json.Unmarshal(raw, &array) == nil && array != nil:
			for i, one := range array {
				put(join(name, strconv.Itoa(i+1)), one, depth+1)
			}
		default:
			list = append(list, field{name, scalar(raw)})
		}
	}
	put("", json.RawMessage(text), 0)
	return list
}

func join(name, key string) string {
	if name == "" {
		return key
	}
	return name + "." + key
}

// scalar is a JSON value as people read it: a text without its quotes.
func scalar(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil && strings.HasPrefix(string(raw), `"`) {
		return text
	}
	return string(raw)
}

// short cuts a long value.
func short(text string) string {
	if utf8.RuneCountInString(text) <= maxValue {
		return text
	}
	return string([]rune(text)[:maxValue]) + "…"
}
