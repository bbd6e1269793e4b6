package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"runtime/debug"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Settings of Go's collector for a server. Kept pages cost no more than the few
// kB of a request each, so at Go's own 100 % a busy server of 20 MB collects
// again and again: 400 % answers a third more pages a second for 12 MB. The
// limit keeps a large import from growing as freely; it is soft.
const (
	gcPercent = 400
	gcLimit   = 128 << 20 // bytes of Go's memory; DuckDB's is not in it
)

// tuneGC sets the collector unless GOGC or GOMEMLIMIT say otherwise.
func tuneGC() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(gcPercent)
		debug.SetMemoryLimit(gcLimit)
	}
}

func serve(ctx context.Context, a *call) (err error) {
	listen := a.flags.String("listen", "", "alamat dengar (atau LEWU_LISTEN; bawaan localhost:8080)")
	if _, err := a.parse(ctx); err != nil {
		return err
	}
	a.listen = *listen // before anything is told where we are
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()

	if *listen == "" {
		*listen = h.Address()
	}
	if err := h.OpenFace(ctx); err != nil {
		return err
	}
	l, err := net.Listen("tcp", *listen)
	if err != nil {
		return errs.Because(errs.Busy, err, "cli.listen", "address", *listen)
	}
	if err := h.Secure(ctx); err != nil {
		return errors.Join(err, l.Close())
	}
	tuneGC()
	debug.FreeOSMemory() // opening used more than serving needs
	if err := a.tellFirstCode(ctx, h); err != nil {
		return errors.Join(err, l.Close())
	}
	fmt.Fprintf(a.out, "Lewu siap: %s\n", h.Config.URL)
	return h.Serve(ctx, l)
}

// tellFirstCode prints the code of the first admin, once, as long as nobody can
// administer the house. A demo has people of its own.
func (a *call) tellFirstCode(ctx context.Context, h *app.House) error {
	demo, err := h.Catalog.Setting(ctx, catalog.SettingDemo)
	if err != nil || demo != "" {
		return err
	}
	code, err := h.Accounts.FirstCode(auth.With(ctx, operator()))
	if err != nil || code == "" {
		return err
	}
	fmt.Fprintln(a.out, a.say(lewu.Msg("cli.first-code", "url", h.Config.URL+"/masuk/pertama", "code", code)))
	return nil
}

func version(ctx context.Context, a *call) error {
	if _, err := a.parse(ctx); err != nil {
		return err
	}
	if a.json {
		return a.report(map[string]string{"version": build, "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH})
	}
	_, err := fmt.Fprintf(a.out, "lewu %s (%s, %s/%s)\n", build, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

func migrate(ctx context.Context, a *call) error {
	if _, err := a.parse(ctx); err != nil {
		return err
	}
	h, err := a.open(ctx) // opening migrates
	if err != nil {
		return err
	}
	if err := h.Close(); err != nil {
		return err
	}
	if a.json {
		return a.report(map[string]string{"state": "mutakhir"})
	}
	_, err = fmt.Fprintln(a.out, "Tabel sudah mutakhir.")
	return err
}
