package webtest

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Failure is an expectation that was not met.
type Failure struct {
	File string
	Line int
	Want string // the line of the script
	Got  string
}

func (f Failure) String() string {
	return fmt.Sprintf("%s:%d: %s: got %s", f.File, f.Line, f.Want, f.Got)
}

// maxBody is more than any page or JSON answer of the house.
const maxBody = 16 << 20

// An answer is what came back, read to its end.
type answer struct {
	code   int
	header http.Header
	body   string
}

// Run asks the server at base ("http://127.0.0.1:8080") one request after the
// other and reports what was not as expected; nil is success. Cookies last for
// the run, in the client's jar where it has one. After a request that got no
// answer the rest is not asked.
func (s Script) Run(ctx context.Context, client *http.Client, base string) []Failure {
	own, err := patient(client)
	if err != nil {
		return []Failure{{s.Name, 0, "cookies", err.Error()}}
	}
	vars := maps.Clone(s.vars)
	var failures []Failure
	for _, step := range s.steps {
		a, err := step.ask(ctx, own, strings.TrimSuffix(base, "/"), vars)
		if err != nil {
			return append(failures, Failure{s.Name, step.line, step.method + " " + step.path, err.Error()})
		}
		for _, e := range step.expects {
			if got := e.check(a, vars); got != "" {
				failures = append(failures, Failure{s.Name, e.line, e.text, got})
			}
		}
	}
	return failures
}

// patient is client as scripts and sweeps want it: it shows redirects instead
// of following them, and keeps cookies.
func patient(client *http.Client) (*http.Client, error) {
	own := *client
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if own.Jar == nil {
		jar, err := cookiejar.New(nil)
		if err != nil {
			return nil, err
		}
		own.Jar = jar
	}
	return &own, nil
}

func (s step) ask(ctx context.Context, client *http.Client, base string, vars map[string]string) (answer, error) {
	path, err := expand(s.path, vars)
	if err != nil {
		return answer{}, err
	}
	body, err := expand(strings.Join(s.body, "\n"), vars)
	if err != nil {
		return answer{}, err
	}
	r, err := http.NewRequestWithContext(ctx, s.method, base+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if len(s.body) > 0 {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded") // unless the script says another
	}
	for _, h := range s.header {
		value, err := expand(h[1], vars)
		if err != nil {
			return answer{}, err
		}
		r.Header.Set(h[0], value)
	}
	resp, err := client.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if err == nil && len(text) > maxBody {
		err = fmt.Errorf("a body of more than %d bytes", maxBody)
	}
	return answer{resp.StatusCode, resp.Header, string(text)}, err
}

// check compares an answer, or takes a variable from it. It gives what was got
// instead, empty where all is well.
func (e expect) check(a answer, vars map[string]string) (got string) {
	want, err := expand(e.wanted(), vars)
	if err != nil {
		return err.Error()
	}
	value, err := e.value(a)
	if err != nil {
		return err.Error()
	}
	if e.name != "" {
		taken, err := take(value, e.op, want)
		if err != nil {
			return err.Error()
		}
		vars[e.name] = taken
		return ""
	}
	ok, err := compare(value, e.op, want)
	switch {
	case err != nil:
		return err.Error()
	case ok:
		return ""
	}
	return excerpt(value)
}

// wanted is the right side. In a pattern a dollar at the end is the end of the
// text, not a variable.
func (e expect) wanted() string {
	if strings.HasSuffix(e.op, "matches") && strings.HasSuffix(e.want, "$") && !strings.HasSuffix(e.want, "$$") {
		return e.want + "$"
	}
	return e.want
}

// value is the left side.
func (e expect) value(a answer) (string, error) {
	switch e.subject {
	case "code":
		return strconv.Itoa(a.code), nil
	case "header":
		return strings.Join(a.header.Values(e.arg), ", "), nil
	case "json":
		return lookup(a.body, e.arg)
	}
	return a.body, nil
}

// excerpt is enough of a value to see what it is.
func excerpt(value string) string {
	const limit = 200
	if len(value) <= limit {
		return strconv.Quote(value)
	}
	cut := limit
	for !utf8.RuneStart(value[cut]) {
		cut--
	}
	return fmt.Sprintf("%q… (%d bytes)", value[:cut], len(value))
}
