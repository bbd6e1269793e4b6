package app

import (
	"context"
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"github.com/lewu-id/lewu/internal/certs"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// The addresses of a house that takes its own certificate.
const (
	httpsPort = "443"
	httpPort  = "80"
)

// Address is where the house listens: on its own certificate that is port 443 of
// the host it was given, since the authority asks there.
func (h *House) Address() string {
	if h.Config.TLS == "" {
		return h.Config.Listen
	}
	return net.JoinHostPort(h.outside(), httpsPort)
}

// outside is the host to listen on for the world: the one that was given, unless
// that was only this machine's own.
func (h *House) outside() string {
	host, _, err := net.SplitHostPort(h.Config.Listen)
	if err != nil || host == "localhost" {
		return ""
	}
	return host
}

// Secure takes certificates for what Serve answers, and leads port 80 to https
// until ctx ends. A house that was not told to does nothing.
func (h *House) Secure(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "app.Secure")

	if h.Config.TLS == "" {
		return nil
	}
	h.certificates, err = certs.New(certs.Options{
		URL: h.Config.URL, Folder: filepath.Join(h.Config.Data, "sertifikat"), Directory: h.Config.ACME,
	})
	if err != nil {
		return err
	}
	address := net.JoinHostPort(h.outside(), httpPort)
	l, err := net.Listen("tcp", address)
	if err != nil {
		return errs.Because(errs.Busy, err, "cli.listen", "address", address)
	}
	plain := web.Server(h.certificates.Plain(), address)
	go func() {
		if err := plain.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			h.Log.ErrorContext(ctx, "port 80 ended", "err", err)
		}
	}()
	context.AfterFunc(ctx, func() {
		ending, done := context.WithTimeout(context.Background(), time.Second)
		defer done()
		_ = plain.Shutdown(ending) // what is left there are only ways elsewhere
	})
	return nil
}
