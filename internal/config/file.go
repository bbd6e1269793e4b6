package config

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/lewu-id/lewu/internal/errs"
)

// defaultFile is the name of the file in the data folder.
const defaultFile = "lewu.toml"

// readDefaultFile reads the file in the data folder where there is one. It
// cannot say where the data folder is: it was found through it.
func readDefaultFile(data string) (map[string]setting, error) {
	path := filepath.Join(data, defaultFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return map[string]setting{}, nil
	}
	values, err := readFile(path)
	if s, ok := values["data"]; ok {
		return nil, s.bad("config.data.inside", s.value, "LEWU_DATA=/var/lib/lewu")
	}
	return values, err
}

// readFile reads a TOML file of known names, each a text but for
// trusted_proxies, which is a list of texts or a text with commas.
func readFile(path string) (map[string]setting, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, errs.Because(errs.Invalid, err, "config.file", "value", path, "example", "/etc/lewu/lewu.toml")
	}
	var all map[string]any
	if _, err := toml.Decode(string(content), &all); err != nil {
		return nil, errs.Say(errs.Invalid, "config.toml", "value", path, "line", lineOf(err), "example", `url = "`+exampleURL+`"`)
	}
	values := map[string]setting{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		value := all[name]
		s := setting{name: filepath.Base(path) + ": " + name}
		if !slices.Contains(names, name) {
			return nil, s.bad("config.unknown", name, strings.Join(names, ", "))
		}
		text, ok := textOf(value, name == "trusted_proxies")
		if !ok {
			return nil, s.bad("config.type", name, name+` = "…"`)
		}
		if s.value = strings.TrimSpace(text); s.value != "" {
			values[name] = s
		}
	}
	return values, nil
}

// lineOf is where a TOML error lies. Its own text may quote a secret.
func lineOf(err error) string {
	var parse toml.ParseError
	if errors.As(err, &parse) {
		return strconv.Itoa(parse.Position.Line)
	}
	return "?"
}

func textOf(value any, listed bool) (text string, ok bool) {
	if text, ok := value.(string); ok {
		return text, true
	}
	list, ok := value.([]any)
	if !ok || !listed {
		return "", false
	}
	parts := make([]string, len(list))
	for i, item := range list {
		if parts[i], ok = item.(string); !ok {
			return "", false
		}
	}
	return strings.Join(parts, ","), true
}
