package config

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

// from is an environment of name, value pairs.
func from(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var rawKey = []byte("kunci rahasia rumah Lewu 32 byte")

func TestDefaults(t *testing.T) {
	t.Chdir(t.TempDir())
	got, err := Load(from(), "")
	want := Config{
		Data: "data", Listen: "localhost:8080", URL: "http://localhost:8080",
		DB: "sqlite:" + filepath.Join("data", "lewu.db"), Blob: filepath.Join("data", "berkas"),
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("Load = %v, %v, want %v", got, err, want)
	}
}

func TestEnvironmentWinsOverFile(t *testing.T) {
	data := t.TempDir()
	write(t, filepath.Join(data, "lewu.toml"), `
# pengaturan Kalimantan Tengah
listen = "0.0.0.0:80"
url = "https://data.kalteng.go.id"
trusted_proxies = ["10.0.0.0/8", "2001:db8::1"]
`)
	got, err := Load(from("LEWU_DATA", data, "LEWU_URL", " https://lewu.example:8443 "), "")
	want := Config{
		Data: data, Listen: "0.0.0.0:80", URL: "https://lewu.example:8443",
		DB: "sqlite:" + filepath.Join(data, "lewu.db"), Blob: filepath.Join(data, "berkas"),
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::1/128")},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("Load = %v, %v, want %v", got, err, want)
	}

	file := write(t, filepath.Join(t.TempDir(), "lain.toml"), "data = '/srv/lewu'\nlisten = ':9000'\n")
	got, err = Load(from("LEWU_DATA", ""), file)
	if err != nil || got.Data != "/srv/lewu" || got.URL != "http://localhost:9000" || got.Blob != "/srv/lewu/berkas" {
		t.Errorf("Load of a named file = %v, %v", got, err)
	}
}

func TestAccepted(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct{ name, value, url string }{
		{"LEWU_LISTEN", ":8080", "http://localhost:8080"},
		{"LEWU_LISTEN", "[::]:80", "http://localhost:80"},
		{"LEWU_LISTEN", "127.0.0.1:0", "http://127.0.0.1:0"},
		{"LEWU_LISTEN", "[2001:db8::1]:80", "http://[2001:db8::1]:80"},
		{"LEWU_URL", "http://[2001:db8::1]:80", "http://[2001:db8::1]:80"},
		{"LEWU_DB", "postgres://lewu:x@localhost/lewu?sslmode=disable", ""},
		{"LEWU_DB", "postgresql:///lewu?host=/run/postgresql", ""},
		{"LEWU_DB", "sqlite:/var/lib/lewu/lewu.db", ""},
		{"LEWU_BLOB", "s3://a:b@localhost:9000/lewu", ""},
		{"LEWU_BLOB", "/mnt/berkas", ""},
	} {
		c, err := Load(from(test.name, test.value), "")
		if err != nil || test.url != "" && c.URL != test.url {
			t.Errorf("%s=%s: URL %q, %v, want %q", test.name, test.value, c.URL, err, test.url)
		}
	}
}

func TestKey(t *testing.T) {
	data, out := t.TempDir(), t.TempDir()
	text := base64.StdEncoding.EncodeToString(rawKey)
	inside := write(t, filepath.Join(data, "kunci"), text)
	link := filepath.Join(out, "taut")
	if err := os.Symlink(inside, link); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"base64":          text,
		"base64 unpadded": strings.TrimRight(text, "="),
		"base64 for URLs": base64.URLEncoding.EncodeToString(rawKey),
		"file of base64":  write(t, filepath.Join(out, "a"), text+"\n"),
		"raw file":        write(t, filepath.Join(out, "b"), string(rawKey)),
	} {
		c, err := Load(from("LEWU_DATA", data, "LEWU_KEY", value), "")
		if err != nil || string(c.Key) != string(rawKey) {
			t.Errorf("%s: key %q, %v, want %q", name, c.Key, err, rawKey)
		}
	}
	for name, test := range map[string]struct{ value, want string }{
		"short":       {base64.StdEncoding.EncodeToString(rawKey[:16]), "config.key"},
		"a password":  {"rahasia-sekali", "config.key"},
		"absent file": {filepath.Join(out, "tiada"), "config.key"},
		"empty file":  {write(t, filepath.Join(out, "c"), ""), "config.key"},
		"short file":  {write(t, filepath.Join(out, "d"), text[:20]), "config.key"},
		"long file":   {write(t, filepath.Join(out, "e"), string(rawKey)+"\n"), "config.key"},
		"a folder":    {out, "config.key"},
		"inside":      {inside, "config.key.inside"},
		"link inside": {link, "config.key.inside"},
	} {
		c, err := Load(from("LEWU_DATA", data, "LEWU_KEY", test.value), "")
		if m, _ := errs.Public(err); m.Key != test.want || c.Key != nil {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct{ name, value, key, shown string }{
		{"LEWU_DATA", "s3://a:r4h4s14@b/c", "config.data", "s3://***@b/c"},
		{"LEWU_LISTEN", "8080", "config.listen", "8080"},
		{"LEWU_LISTEN", "localhost:http", "config.listen", "localhost:http"},
		{"LEWU_LISTEN", "localhost:65536", "config.listen", "localhost:65536"},
		{"LEWU_LISTEN", "http://localhost:80", "config.listen", "http://localhost:80"},
		{"LEWU_URL", "data.kalteng.go.id", "config.url", "data.kalteng.go.id"},
		{"LEWU_URL", "https://data.kalteng.go.id/", "config.url", "https://data.kalteng.go.id/"},
		{"LEWU_URL", "https://data.kalteng.go.id/lewu", "config.url", "https://data.kalteng.go.id/lewu"},
		{"LEWU_URL", "https://data.kalteng.go.id?x=1", "config.url", "https://data.kalteng.go.id?x=***"},
		{"LEWU_URL", "ftp://data.kalteng.go.id", "config.url", "ftp://data.kalteng.go.id"},
		{"LEWU_URL", "https://u:r4h4s14@data.kalteng.go.id", "config.url", "https://***@data.kalteng.go.id"},
		{"LEWU_URL", "https://", "config.url", "https://"},
		{"LEWU_URL", "https://x:", "config.url", "https://x:"},
		{"LEWU_DB", "mysql://u:r4h4s14@h/d", "config.db", "mysql://***@h/d"},
		{"LEWU_DB", "host=h password=r4h4s14", "config.db", "***"},
		{"LEWU_DB", "lewu:r4h4s14", "config.db", "lewu:***"},
		{"LEWU_DB", "sqlite:", "config.db", "sqlite:***"},
		{"LEWU_DB", "postgres:lewu", "config.db", "postgres:***"},
		{"LEWU_DB", "postgres://u:r4h4 s14/x@h/d", "config.db", "postgres://***"},
		{"LEWU_BLOB", "gs://a:r4h4s14@b", "config.blob", "gs://***@b"},
		{"LEWU_TRUSTED_PROXIES", "10.0.0.0/8,jaringan", "config.proxies", "jaringan"},
		{"LEWU_TRUSTED_PROXIES", "10.1.2.3/8", "config.proxies", "10.1.2.3/8"},
		{"LEWU_TRUSTED_PROXIES", "10.0.0.0/8,", "config.proxies", ""},
		{"LEWU_TRUSTED_PROXIES", "fe80::1%eth0", "config.proxies", "fe80::1%eth0"},
	} {
		_, err := Load(from(test.name, test.value), "")
		m, _ := errs.Public(err)
		if !errs.Is(err, errs.Invalid) || m.Key != test.key || m.Args["value"] != test.shown || m.Args["setting"] != test.name {
			t.Errorf("%s=%s: %v, want %s showing %q", test.name, test.value, err, test.key, test.shown)
		}
		if m.Args["example"] == "" {
			t.Errorf("%s=%s: %v gives no example", test.name, test.value, err)
		}
		if err != nil && strings.Contains(err.Error(), "r4h4") {
			t.Errorf("error tells a secret: %v", err)
		}
	}
}

func TestRefusedFiles(t *testing.T) {
	for _, test := range []struct{ content, key, setting string }{
		{"lisen = ':80'", "config.unknown", "lewu.toml: lisen"},
		{"[url]\nhost = 'x'", "config.type", "lewu.toml: url"},
		{"listen = 8080", "config.type", "lewu.toml: listen"},
		{"url = ['https://x']", "config.type", "lewu.toml: url"},
		{"trusted_proxies = [10]", "config.type", "lewu.toml: trusted_proxies"},
		{"url = 'https://x/'", "config.url", "lewu.toml: url"},
		{"\nkey = r4h4s14", "config.toml", ""},
		{"key = 'a'\nkey = 'r4h4s14'", "config.toml", ""},
	} {
		file := write(t, filepath.Join(t.TempDir(), "lewu.toml"), test.content)
		_, err := Load(from(), file)
		m, _ := errs.Public(err)
		if !errs.Is(err, errs.Invalid) || m.Key != test.key || m.Args["setting"] != test.setting {
			t.Errorf("%q: %v, want %s of %q", test.content, err, test.key, test.setting)
		}
		if m.Key == "config.toml" && (m.Args["line"] != "2" || strings.Contains(err.Error(), "r4h4s14")) {
			t.Errorf("%q: %v, want line 2 and no secret", test.content, err)
		}
	}
	_, err := Load(from(), filepath.Join(t.TempDir(), "tiada.toml"))
	if m, _ := errs.Public(err); m.Key != "config.file" || !errs.Is(err, errs.Invalid) {
		t.Errorf("absent file: %v, want config.file", err)
	}
	data := t.TempDir()
	write(t, filepath.Join(data, "lewu.toml"), "data = '/srv'")
	_, err = Load(from("LEWU_DATA", data), "")
	if m, _ := errs.Public(err); m.Key != "config.data.inside" {
		t.Errorf("data in the data folder's own file: %v, want config.data.inside", err)
	}
}

func TestPrintedWithoutSecrets(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := Load(from(
		"LEWU_DB", "postgres://lewu:r4h4s14@db:5432/lewu?sslmode=disable&sslpassword=r4h4s14",
		"LEWU_BLOB", "s3://AKR:r4h4s14@s3:9000/lewu?tls=0",
		"LEWU_KEY", base64.StdEncoding.EncodeToString(rawKey),
		"LEWU_TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1",
	), "")
	if err != nil {
		t.Fatal(err)
	}
	want := `data = "data"
listen = "localhost:8080"
url = "http://localhost:8080"
db = "postgres://***@db:5432/lewu?sslmode=disable&sslpassword=***"
blob = "s3://***@s3:9000/lewu?tls=0"
key = "***"
trusted_proxies = "10.0.0.0/8,127.0.0.1/32"
`
	if got := c.String(); got != want {
		t.Errorf("String() =\n%s\nwant\n%s", got, want)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "config", c)
	asJSON, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []string{fmt.Sprint(c), fmt.Sprintf("%+v %#v", c, c), log.String(), string(asJSON)} {
		if strings.Contains(got, "r4h4s14") || strings.Contains(got, "AKR") || strings.Contains(got, "107 117 110") || !strings.Contains(got, "s3:9000") {
			t.Errorf("printed %s, want settings without secrets", got)
		}
	}
}
