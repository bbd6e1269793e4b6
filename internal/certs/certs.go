// Package certs takes certificates for the house's own host from an authority
// that speaks ACME (RFC 8555), and renews them: Let's Encrypt, or one of the
// province's own. Whoever has a proxy that speaks https does not need it.
package certs

import (
	"crypto/tls"
	"net/http"
	"net/url"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"github.com/lewu-id/lewu/internal/errs"
)

// Options say for whom and from where.
type Options struct {
	URL       string       // of the house: only its host gets a certificate
	Folder    string       // where keys and certificates are kept, readable by the program alone
	Directory string       // of the authority; empty: Let's Encrypt
	Client    *http.Client // for talking to the authority; nil: the usual one
}

// A Keeper has the certificate ready for every connection.
type Keeper struct {
	manager *autocert.Manager
	host    string
}

// New makes a Keeper. The first connection takes the certificate, so that a house
// whose name does not point here yet starts all the same.
func New(o Options) (_ *Keeper, err error) {
	defer errs.Wrap(&err, "certs.New(%q)", o.URL)

	u, err := url.Parse(o.URL)
	if err != nil {
		return nil, err
	}
	client := &acme.Client{DirectoryURL: o.Directory, HTTPClient: o.Client, UserAgent: "lewu"}
	if o.Directory == "" {
		client.DirectoryURL = autocert.DefaultACMEDirectory
	}
	return &Keeper{host: u.Hostname(), manager: &autocert.Manager{
		Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(o.Folder), HostPolicy: autocert.HostWhitelist(u.Hostname()), Client: client,
	}}, nil
}

// TLS is the setting of the https listener: certificates of the authority, TLS
// 1.2 or newer, and the answer to its challenge on the same port.
func (k *Keeper) TLS() *tls.Config {
	c := k.manager.TLSConfig()
	c.MinVersion = tls.VersionTLS12
	return c
}

// Plain is the handler of port 80: the authority's challenge, and for everybody
// else the way to https on the house's own host, whatever host they asked for.
func (k *Keeper) Plain() http.Handler {
	return k.manager.HTTPHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "https", http.StatusBadRequest)
			return
		}
		w.Header().Set("Location", "https://"+k.host+r.URL.RequestURI())
		w.WriteHeader(http.StatusMovedPermanently)
	}))
}
