package entrance

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// The way back is a page of this house, and never a door.
func TestBack(t *testing.T) {
	for _, test := range []struct{ ke, want string }{
		{"", home},
		{"/kerja/kirim?set=padi&periode=2025", "/kerja/kirim?set=padi&periode=2025"},
		{"/data/harga%20beras", "/data/harga%20beras"},
		{"/akun#sesi", "/akun"},
		{"/en/data", "/en/data"},
		{"//evil.example", home},
		{"///evil.example", home},
		{`/\evil.example`, home},
		{`\\evil.example`, home},
		{`/a/..\\evil.example`, home},
		{"/%2Fevil.example", home},
		{"/%5Cevil.example", home},
		{"/%2f%2fevil.example", home},
		{"https://evil.example", home},
		{"https:evil.example", home},
		{"HTTPS:/evil.example", home},
		{"javascript:alert(1)", home},
		{"data:text/html,x", home},
		{"evil.example", home},
		{"@evil.example", home},
		{" //evil.example", home},
		{"/\t/evil.example", home},
		{"/kerja\r\nSet-Cookie: a=b", home},
		{"/kerja%0d%0aSet-Cookie:%20a=b", "/kerja%0d%0aSet-Cookie:%20a=b"}, // stays escaped
		{"/masuk", home},
		{"/masuk?ke=/masuk", home},
		{"/masuk/lagi?ke=/kerja", home},
		{"/masuk/", home},
		{"/./masuk", home},
		{"/akun/../masuk", home},
		{"/en/masuk", home},
		{"/keluar", home},
		{"/en/keluar?x=1", home},
		{"/masukan", "/masukan"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/masuk?"+url.Values{"ke": {test.ke}}.Encode(), nil)
		if got := back(r); got != test.want {
			t.Errorf("back(%q) = %q, want %q", test.ke, got, test.want)
		}
	}
}

func TestWithBack(t *testing.T) {
	for _, test := range []struct {
		to   string
		more []string
		want string
	}{
		{home, nil, "/masuk"},
		{"/akun", nil, "/masuk?ke=%2Fakun"},
		{home, []string{"cara", "pemulihan"}, "/masuk?cara=pemulihan"},
		{"/a?b=c&d", []string{"cara", "pemulihan"}, "/masuk?cara=pemulihan&ke=%2Fa%3Fb%3Dc%26d"},
	} {
		if got := withBack("/masuk", test.to, test.more...); got != test.want {
			t.Errorf("withBack(%q, %q) = %q, want %q", test.to, test.more, got, test.want)
		}
	}
}

func TestBrowserOf(t *testing.T) {
	for _, test := range []struct{ agent, want string }{
		{"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Mobile Safari/537.36", "Chrome|Android"},
		{"Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36", "Samsung Internet|Android"},
		{"Mozilla/5.0 (Linux; U; Android 11; id-id; Redmi Note 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.4.0", "Mi Browser|Android"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0", "Edge|Windows"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 OPR/112.0.0.0", "Opera|Windows"},
		{"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox|Linux"},
		{"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36", "Chrome|ChromeOS"},
		{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15", "Safari|macOS"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari|iPhone"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/128.0 Mobile/15E148 Safari/604.1", "Chrome|iPhone"},
		{"Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/128.0 Mobile/15E148 Safari/605.1.15", "Firefox|iPad"},
		{"curl/8.5.0", "entrance.browser-unknown"},
		{"", "entrance.browser-unknown"},
		{"Firefox/128.0", "Firefox"},
	} {
		m := browserOf(test.agent)
		got := m.Key
		switch m.Key {
		case "entrance.browser-on":
			got = m.Args["browser"] + "|" + m.Args["system"]
		case "web.raw":
			got = m.Args["text"]
		}
		if got != test.want {
			t.Errorf("browserOf(%q) = %q, want %q", test.agent, got, test.want)
		}
	}
}
