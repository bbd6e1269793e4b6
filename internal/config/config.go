// Package config reads the settings of the house: from the environment first,
// then from one optional TOML file, then what they are without either.
package config

import (
	"embed"
	"log/slog"
	"net/netip"
	"path/filepath"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// Messages are the sentences of this package, id and en.
//
//go:embed messages/*.json
var Messages embed.FS

// A Config is all settings. Paths that are not absolute start at the folder
// the program runs in. Every way of printing it hides the secrets.
type Config struct {
	Data   string // LEWU_DATA: folder of everything kept here; default "data"
	Listen string // LEWU_LISTEN: host:port; default "localhost:8080", on which passkeys work
	URL    string // LEWU_URL: scheme and host people use; default "http://" + Listen
	DB     string // LEWU_DB: "sqlite:PATH" or "postgres://…"; default sqlite:DATA/lewu.db
	Blob   string // LEWU_BLOB: folder or "s3://…"; default DATA/berkas
	Key    []byte // LEWU_KEY: 32 bytes that seal secrets; nil where none is set

	// TLS (LEWU_TLS): "acme" has the program take a certificate for the host of URL
	// by itself, and listen on 443 and 80; empty: plain http, on this machine or
	// behind a proxy that speaks https.
	TLS  string
	ACME string // LEWU_ACME: directory of another authority than Let's Encrypt; empty: that one

	// TrustedProxies (LEWU_TRUSTED_PROXIES) may say whom they speak for; by
	// default nobody may.
	TrustedProxies []netip.Prefix
}

// keyLen is the length of Key in bytes (AES-256, ChaCha20-Poly1305).
const keyLen = 32

// Load reads the settings. env is os.Getenv or a test's own; file is a TOML
// file that must exist, or empty for DATA/lewu.toml where there is one.
//
// Every error is of kind Invalid and names the setting, its value unless that
// is a secret, and an example.
func Load(env func(string) string, file string) (_ Config, err error) {
	defer errs.Wrap(&err, "config.Load(%q)", file)
	data := setting{name: "LEWU_DATA", value: strings.TrimSpace(env("LEWU_DATA"))}
	values := map[string]setting{}
	if file != "" {
		values, err = readFile(file)
	} else {
		values, err = readDefaultFile(data.or("data"))
	}
	if err != nil {
		return Config{}, err
	}
	for _, name := range names {
		variable := "LEWU_" + strings.ToUpper(name)
		if v := strings.TrimSpace(env(variable)); v != "" {
			values[name] = setting{name: variable, value: v}
		}
	}
	return build(values)
}

// names are the settings as the file has them; in the environment they are
// LEWU_ and upper case.
var names = []string{"data", "listen", "url", "db", "blob", "key", "tls", "acme", "trusted_proxies"}

// A setting is a value and the name people gave it under: "LEWU_URL" or
// "lewu.toml: url".
type setting struct{ name, value string }

func (s setting) or(otherwise string) string {
	if s.value == "" {
		return otherwise
	}
	return s.value
}

// bad makes the error of a setting. value is what may be shown of it.
func (s setting) bad(key, value, example string) error {
	return errs.Say(errs.Invalid, key, "setting", s.name, "value", value, "example", example)
}

func build(values map[string]setting) (c Config, err error) {
	c.Data = filepath.Clean(values["data"].or("data"))
	if strings.Contains(c.Data, "://") || strings.Contains(values["data"].value, "://") {
		return Config{}, values["data"].bad("config.data", mask(values["data"].value), "/var/lib/lewu")
	}
	if c.Listen, err = parseListen(values["listen"]); err != nil {
		return Config{}, err
	}
	if c.URL, err = parseURL(values["url"], c.Listen); err != nil {
		return Config{}, err
	}
	if c.DB, err = parseDB(values["db"], c.Data); err != nil {
		return Config{}, err
	}
	if c.Blob, err = parseBlob(values["blob"], c.Data); err != nil {
		return Config{}, err
	}
	if c.Key, err = parseKey(values["key"], c.Data); err != nil {
		return Config{}, err
	}
	if c.TLS, c.ACME, err = parseTLS(values["tls"], values["acme"], c.URL); err != nil {
		return Config{}, err
	}
	c.TrustedProxies, err = parseProxies(values["trusted_proxies"])
	return c, err
}

// String prints the settings one a line as a TOML file would have them, with
// secrets as "***".
func (c Config) String() string {
	var b strings.Builder
	line := func(name, value string) { b.WriteString(name + " = \"" + value + "\"\n") }
	line("data", c.Data)
	line("listen", c.Listen)
	line("url", c.URL)
	line("db", mask(c.DB))
	line("blob", mask(c.Blob))
	if c.Key != nil {
		line("key", hidden)
	}
	if c.TLS != "" {
		line("tls", c.TLS)
	}
	if c.ACME != "" {
		line("acme", mask(c.ACME))
	}
	if len(c.TrustedProxies) > 0 {
		list := make([]string, len(c.TrustedProxies))
		for i, p := range c.TrustedProxies {
			list[i] = p.String()
		}
		line("trusted_proxies", strings.Join(list, ","))
	}
	return b.String()
}

// GoString is String, so that %#v hides secrets too.
func (c Config) GoString() string { return c.String() }

// LogValue is String, so that logs hide secrets too.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText is String, so that JSON hides secrets too.
func (c Config) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
