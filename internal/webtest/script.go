// Package webtest asks a running Lewu over HTTP and compares the answers: with
// scripts, which are text files beside each room, and with a sweep over all
// pages that links reach. Tests use it, and so does `lewu check URL`.
//
// A script is a list of requests, each with what is expected of its answer:
//
//	# the catalogue knows the dataset
//	GET /data/produksi-padi
//	> Accept-Language: id
//	code == 200
//	header Content-Type contains text/html
//	body contains Produksi padi
//	body !contains <script>
//
//	GET /api/v1/datasets/produksi-padi
//	json .total == 504
//	json .versions.# >= 1
//	let v = json .versions[0].number
//
//	POST /kerja/kirim/$v
//	| judul=Padi&tahun=2024
//	code == 303
//	header Location == /kerja
//
// "> Name: value" is a header of the request, "| text" a line of its body.
// Redirects are not followed. A request without an expectation is an error: it
// could not fail. A variable ($v or ${v}; $$ is a dollar) is taken from an
// answer by let, or given with With.
package webtest

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// A Script is a parsed file.
type Script struct {
	Name  string
	steps []step
	vars  map[string]string
}

// A step is one request and its expectations.
type step struct {
	line    int
	method  string
	path    string
	header  [][2]string
	body    []string
	expects []expect
}

// An expect is one line about an answer: a comparison, or a let where name is
// set.
type expect struct {
	line    int
	text    string // as written
	subject string // code, header, body, json
	arg     string // name of the header, path in the JSON
	op      string
	want    string
	name    string
}

// With gives a copy of the script in which $name stands for value.
func (s Script) With(name, value string) Script {
	vars := map[string]string{name: value}
	for old, v := range s.vars {
		if old != name {
			vars[old] = v
		}
	}
	s.vars = vars
	return s
}

// Parse reads a script; name stands in failures ("data.http"). What it does
// not understand is an error with file and line.
func Parse(name, text string) (Script, error) {
	s := Script{Name: name, vars: map[string]string{}}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, " \t\r\n")
		if trimmed := strings.TrimSpace(line); trimmed == "" || strings.HasPrefix(trimmed, "#") {
			continue
		}
		if err := s.add(number, line); err != nil {
			return Script{}, fmt.Errorf("%s:%d: %w", name, number, err)
		}
	}
	if len(s.steps) == 0 {
		return Script{}, fmt.Errorf("%s: no request", name)
	}
	if err := s.lastCanFail(); err != nil {
		return Script{}, fmt.Errorf("%s:%w", name, err)
	}
	return s, nil
}

func (s *Script) lastCanFail() error {
	if len(s.steps) == 0 {
		return nil
	}
	last := s.steps[len(s.steps)-1]
	if len(last.expects) == 0 {
		return fmt.Errorf("%d: %s %s expects nothing, so it cannot fail", last.line, last.method, last.path)
	}
	return nil
}

func (s *Script) add(number int, line string) error {
	line = strings.TrimLeft(line, " \t")
	word, rest, _ := strings.Cut(line, " ")
	if isMethod(word) {
		return s.addRequest(number, word, strings.TrimSpace(rest))
	}
	if len(s.steps) == 0 {
		return fmt.Errorf("%q stands before the first request", line)
	}
	last := &s.steps[len(s.steps)-1]
	switch word {
	case ">":
		key, value, ok := strings.Cut(rest, ":")
		if !ok {
			return fmt.Errorf("%q is not a header, \"> Name: value\"", line)
		}
		last.header = append(last.header, [2]string{strings.TrimSpace(key), strings.TrimSpace(value)})
		return last.isOpen(line)
	case "|":
		last.body = append(last.body, rest)
		return last.isOpen(line)
	}
	e, err := parseExpect(line)
	if err != nil {
		return err
	}
	e.line = number
	last.expects = append(last.expects, e)
	return nil
}

// isOpen refuses parts of a request after its first expectation.
func (s *step) isOpen(line string) error {
	if len(s.expects) > 0 {
		return fmt.Errorf("%q stands after an expectation: it belongs to the request", line)
	}
	return nil
}

func isMethod(word string) bool {
	return slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
		http.MethodDelete, http.MethodOptions}, word)
}

func (s *Script) addRequest(number int, method, path string) error {
	if err := s.lastCanFail(); err != nil {
		return fmt.Errorf("the request of line %w", err)
	}
	if path == "" || strings.ContainsAny(path, " \t") || path[0] != '/' && path[0] != '$' {
		return fmt.Errorf("%q is not a path", path)
	}
	s.steps = append(s.steps, step{line: number, method: method, path: path})
	return nil
}

// parseExpect reads "subject [arg] op want" and "let name = subject arg".
func parseExpect(line string) (expect, error) {
	e := expect{text: line}
	rest := line
	if after, isLet := strings.CutPrefix(line, "let "); isLet {
		name, source, ok := strings.Cut(after, "=")
		e.name, rest = strings.TrimSpace(name), strings.TrimSpace(source)
		if !ok || !isName(e.name) {
			return e, fmt.Errorf("%q is not a let, \"let name = json .id\"", line)
		}
	}
	e.subject, rest = field(rest)
	switch e.subject {
	case "header", "json":
		e.arg, rest = field(rest)
		if e.arg == "" || e.subject == "json" && e.arg[0] != '.' {
			return e, fmt.Errorf("%q lacks the name of the header or the path in the JSON", line)
		}
	case "code", "body":
	default:
		return e, fmt.Errorf("%q is neither a request nor an expectation", line)
	}
	if e.name != "" {
		return e.parseLet(rest)
	}
	e.op, e.want = field(rest)
	if !slices.Contains(operators(), e.op) {
		return e, fmt.Errorf("%q has no operator, want one of %s", line, strings.Join(operators(), " "))
	}
	return e, e.checkPattern(e.want)
}

// parseLet reads what follows the source of a let: nothing, or a pattern whose
// first group is taken.
func (e expect) parseLet(rest string) (expect, error) {
	e.op, e.want = field(rest)
	switch {
	case e.op == "" && e.subject != "body":
		return e, nil
	case e.op == "matches" && strings.Contains(e.want, "("):
		return e, e.checkPattern(e.want)
	}
	return e, fmt.Errorf("%q is not a let, \"let name = json .id\" or \"let name = body matches /kirim/([0-9]+)\"", e.text)
}

// checkPattern refuses a bad pattern at once, except where a variable will
// complete it.
func (e expect) checkPattern(pattern string) error {
	if !strings.HasSuffix(e.op, "matches") || strings.Contains(pattern, "$") {
		return nil
	}
	_, err := regexp.Compile(pattern)
	return err
}

// field cuts the first word off a line.
func field(line string) (word, rest string) {
	word, rest, _ = strings.Cut(strings.TrimSpace(line), " ")
	return word, strings.TrimSpace(rest)
}

func isName(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !isNameRune(r) }) < 0
}

func isNameRune(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// expand puts variables into a text.
func expand(text string, vars map[string]string) (string, error) {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, "$")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		if rest, escaped := strings.CutPrefix(after, "$"); escaped {
			b.WriteByte('$')
			text = rest
			continue
		}
		name, rest := variable(after)
		value, ok := vars[name]
		if !ok {
			return "", fmt.Errorf("no variable $%s, known are %q", name, slices.Sorted(maps.Keys(vars)))
		}
		b.WriteString(value)
		text = rest
	}
}

// variable cuts "name" or "{name}" off the text behind a dollar.
func variable(text string) (name, rest string) {
	if inner, braced := strings.CutPrefix(text, "{"); braced {
		if name, rest, ok := strings.Cut(inner, "}"); ok {
			return name, rest
		}
	}
	end := strings.IndexFunc(text, func(r rune) bool { return !isNameRune(r) })
	if end < 0 {
		end = len(text)
	}
	return text[:end], text[end:]
}
