package webtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

func operators() []string {
	return []string{"==", "!=", "contains", "!contains", "matches", "!matches", "<", "<=", ">", ">="}
}

// compare tells whether got stands to want as op says. Equality is of the text;
// order is of decimal numbers, exact.
func compare(got, op, want string) (bool, error) {
	switch op {
	case "==":
		return got == want, nil
	case "!=":
		return got != want, nil
	case "contains":
		return strings.Contains(got, want), nil
	case "!contains":
		return !strings.Contains(got, want), nil
	case "matches", "!matches":
		pattern, err := regexp.Compile(want)
		if err != nil {
			return false, err
		}
		return pattern.MatchString(got) == (op == "matches"), nil
	}
	a, okA := new(big.Rat).SetString(got)
	b, okB := new(big.Rat).SetString(want)
	if !okA || !okB {
		return false, fmt.Errorf("%s, which is not two numbers", excerpt(got))
	}
	order := a.Cmp(b)
	switch op {
	case "<":
		return order < 0, nil
	case "<=":
		return order <= 0, nil
	case ">":
		return order > 0, nil
	}
	return order >= 0, nil
}

// take gives what a let stores: the whole value, or the first group of a
// pattern. Nothing found is an error: the requests that follow would ask for
// nothing.
func take(value, op, pattern string) (string, error) {
	if op == "matches" {
		re, err := regexp.Compile(pattern)
		if err != nil {
			return "", err
		}
		m := re.FindStringSubmatch(value)
		if len(m) < 2 {
			return "", fmt.Errorf("no match in %s", excerpt(value))
		}
		value = m[1]
	}
	if value == "" {
		return "", errors.New("nothing")
	}
	return value, nil
}

// lookup finds a value in JSON by a path such as .rows[0].nama; .# is how many
// elements or members there are, and . the whole. Strings come without quotes,
// numbers as they are written, null as "null", the rest as JSON.
func lookup(text, path string) (string, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return "", fmt.Errorf("%s, which is not JSON: %w", excerpt(text), err)
	}
	if _, err := d.Token(); err != io.EOF {
		return "", fmt.Errorf("%s, which has more behind its JSON", excerpt(text))
	}
	for name := range strings.FieldsFuncSeq(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		next, err := descend(value, name)
		if err != nil {
			return "", fmt.Errorf("nothing at %s: %w", path, err)
		}
		value = next
	}
	switch v := value.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	}
	whole, err := json.Marshal(value)
	return string(whole), err
}

// descend goes one name down.
func descend(value any, name string) (any, error) {
	switch v := value.(type) {
	case map[string]any:
		if next, ok := v[name]; ok {
			return next, nil
		}
		if name == "#" {
			return json.Number(strconv.Itoa(len(v))), nil
		}
		return nil, fmt.Errorf("no member %q", name)
	case []any:
		if name == "#" {
			return json.Number(strconv.Itoa(len(v))), nil
		}
		i, err := strconv.Atoi(name)
		if err != nil || i < 0 || i >= len(v) {
			return nil, fmt.Errorf("no element %q of %d", name, len(v))
		}
		return v[i], nil
	}
	return nil, fmt.Errorf("%q of something that has no members", name)
}
