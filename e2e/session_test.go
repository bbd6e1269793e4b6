package e2e

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A visitor is a browser as far as sessions go: it sends the cookies it was given,
// says where its forms come from, and does not follow a redirect.
type visitor struct {
	cookies map[string]string
	last    *http.Response
	body    string
}

func newVisitor() *visitor { return &visitor{cookies: map[string]string{}} }

// ask sends a request to one of the servers; a form makes it a POST. More headers
// are name, value pairs.
func (v *visitor) ask(t testing.TB, s *server, path string, form url.Values, headers ...string) int {
	t.Helper()
	method, body := http.MethodGet, ""
	if form != nil {
		method, body = http.MethodPost, form.Encode()
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if r.Header.Del(headers[i]); headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	client := &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	v.last, err = client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer v.last.Body.Close()
	var text strings.Builder
	buffer := make([]byte, 32<<10)
	for {
		n, err := v.last.Body.Read(buffer)
		text.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	v.body = text.String()
	for _, c := range v.last.Cookies() {
		if c.MaxAge < 0 {
			delete(v.cookies, c.Name)
		} else {
			v.cookies[c.Name] = c.Value
		}
	}
	return v.last.StatusCode
}

func (v *visitor) token() string { return v.cookies["__Host-lewu"] }

// enter signs in as one of the demo's people.
func (v *visitor) enter(t testing.TB, s *server, role string) {
	t.Helper()
	if got := v.ask(t, s, "/masuk/contoh", url.Values{"peran": {role}}); got != http.StatusSeeOther || v.token() == "" {
		t.Fatalf("entering as %s: %d, token %q\n%s", role, got, v.token(), v.body)
	}
}

// sessionsOnTwo: a session made at one node is good at the other, and what one node
// ends the other refuses within two seconds; the wait is told.
func sessionsOnTwo(t *testing.T, p *pair) {
	phone, office := newVisitor(), newVisitor()
	phone.enter(t, p.server[0], "admin")
	office.enter(t, p.server[1], "admin")
	for i, s := range p.server {
		if got := phone.ask(t, s, "/akun", nil); got != http.StatusOK {
			t.Fatalf("node %d does not know the session: %d", i, got)
		}
	}
	ends := regexp.MustCompile(`action="(/akun/sesi/[^/"]+/akhiri)"`).FindStringSubmatch(phone.body)
	if ends == nil {
		t.Fatal("the other session is not listed")
	}
	if got := phone.ask(t, p.server[0], ends[1], url.Values{}); got != http.StatusSeeOther {
		t.Fatalf("ending the other session: %d\n%s", got, phone.body)
	}
	begun := time.Now()
	for office.token() != "" && office.ask(t, p.server[1], "/akun", nil) == http.StatusOK {
		if time.Since(begun) > patience {
			t.Fatal("node B goes on with a session that node A ended")
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Logf("refused at the other node after %s", time.Since(begun).Round(time.Millisecond))

	stolen := phone.token()
	if got := phone.ask(t, p.server[1], "/keluar", url.Values{}); got != http.StatusSeeOther || phone.token() != "" {
		t.Fatalf("signing out: %d", got)
	}
	thief := newVisitor()
	thief.cookies["__Host-lewu"] = stolen
	if got := thief.ask(t, p.server[0], "/akun", nil); got != http.StatusSeeOther || !strings.HasPrefix(thief.last.Header.Get("Location"), "/masuk?") {
		t.Errorf("a token after signing out: %d to %q", got, thief.last.Header.Get("Location"))
	}
}

// TestAttacksAtTheDoor: what a browser on another site, a proxy's headers or a
// prepared cookie could try.
func TestAttacksAtTheDoor(t *testing.T) {
	s := demo(t).serve(t)
	rina := newVisitor()
	rina.cookies["__Host-lewu"] = "token-yang-disiapkan-orang-lain"
	rina.enter(t, s, "operator")
	if rina.token() == "token-yang-disiapkan-orang-lain" {
		t.Error("a token that was there before signing in is the session's")
	}
	for _, line := range rina.last.Header.Values("Set-Cookie") {
		for _, want := range []string{"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} {
			if !strings.Contains(line, want) || strings.Contains(line, "Domain") {
				t.Errorf("cookie %q lacks %s or names a domain", line, want)
			}
		}
	}
	for _, test := range []struct {
		name    string
		headers []string
		want    int
	}{
		{"another site", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://jahat.example"}, http.StatusForbidden},
		{"a sibling host", []string{"Sec-Fetch-Site", "same-site", "Origin", "http://lain.localhost"}, http.StatusForbidden},
		{"an origin of no site", []string{"Sec-Fetch-Site", "", "Origin", "null"}, http.StatusForbidden},
		{"nobody says from where", []string{"Sec-Fetch-Site", ""}, http.StatusForbidden},
		{"another host's page, by the name of that host", []string{"Sec-Fetch-Site", "", "Origin", "https://jahat.example", "X-Forwarded-Host", "jahat.example"}, http.StatusForbidden},
	} {
		if got := rina.ask(t, s, "/akun/sesi/akhiri", url.Values{}, test.headers...); got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
	for _, test := range []struct {
		name    string
		headers []string
	}{
		{"a proxy's word", []string{"X-Forwarded-For", "127.0.0.1"}},
		{"a proxy's host", []string{"X-Forwarded-Host", "localhost"}},
		{"a proxy's scheme", []string{"X-Forwarded-Proto", "https"}},
		{"a proxy by name", []string{"Via", "1.1 nginx"}},
		{"another host", []string{"Host", "demo.kalteng.example"}},
		{"a host that only begins so", []string{"Host", "localhost.jahat.example"}},
	} {
		v := newVisitor()
		if got := v.ask(t, s, "/masuk/contoh", url.Values{"peran": {"admin"}}, test.headers...); got != http.StatusNotFound || v.token() != "" {
			t.Errorf("the demo's door opens to %s: %d", test.name, got)
		}
	}
	v := newVisitor()
	if v.ask(t, s, "/kerja", nil, "Host", "jahat.example", "X-Forwarded-Host", "jahat.example"); strings.Contains(v.last.Header.Get("Location")+v.body, "jahat.example") {
		t.Errorf("an answer carries the host that was asked for: %q", v.last.Header.Get("Location"))
	}
	for _, path := range []string{"//jahat.example/", `/\jahat.example`, "https://jahat.example/", "/%2F/jahat.example", "/masuk?ke=/masuk"} {
		v := newVisitor()
		v.ask(t, s, "/masuk/contoh", url.Values{"peran": {"operator"}, "ke": {path}})
		if got := v.last.Header.Get("Location"); got != "/kerja" {
			t.Errorf("ke=%s leads to %q, want /kerja", path, got)
		}
	}
	if got := newVisitor().ask(t, s, "/masuk", url.Values{"akun": {strings.Repeat("a", 1<<20)}}); got != http.StatusRequestEntityTooLarge {
		t.Errorf("an endless form at the door: %d, want 413", got)
	}
	if got := newVisitor().ask(t, s, "/masuk", url.Values{"akun": {"x@y.example"}, "sandi": {"kata sandi yang salah"}, "kode": {"000000"}}, "Host", "demo.kalteng.example"); got != http.StatusForbidden {
		t.Errorf("signing in over plain http by another name: %d, want 403", got)
	}
}
