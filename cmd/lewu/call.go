package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/user"

	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/i18n"
)

// Exit codes, for scripts. They never change their meaning.
const (
	codeOK      = 0
	codeFault   = 1 // our fault or the machine's: see the log
	codeUsage   = 2 // the command line or a setting is wrong
	codeRefused = 3 // a file was refused, or doctor and check found something
	codeAsks    = 4 // a person must choose: see the findings
	codeBusy    = 5 // no room or no turn now: run it again later
)

// A call is one run of a command: its flags and what it opened.
type call struct {
	flags  *flag.FlagSet
	out    io.Writer
	err    io.Writer
	data   string
	listen string // of serve: wins over LEWU_LISTEN
	json   bool
	level  string
	words  *i18n.Catalogue // once a house is open
}

// errCode carries an exit code for what was already said.
type errCode int

func (e errCode) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// errUsage says that the flag package already told what is wrong.
var errUsage = errors.New("usage")

// execute runs a command and turns its error into a sentence and an exit code.
func execute(ctx context.Context, c command, args []string) int {
	a := &call{flags: flag.NewFlagSet(c.name, flag.ContinueOnError), out: os.Stdout, err: os.Stderr}
	a.flags.SetOutput(a.err)
	a.flags.StringVar(&a.data, "data", "", "folder data (atau LEWU_DATA; bawaan ./data)")
	a.flags.BoolVar(&a.json, "json", false, "laporan sebagai JSON")
	a.flags.StringVar(&a.level, "log", "error", "catatan: debug, info, warn, error")
	a.flags.Usage = func() {
		fmt.Fprintf(a.err, "lewu %s %s\n  %s\n\n", c.name, c.synopsis, c.summary)
		a.flags.PrintDefaults()
	}
	return a.finish(c.run(with(ctx, args), a))
}

// with hands the arguments to parse, which each command calls once its own
// flags are declared.
func with(ctx context.Context, args []string) context.Context {
	return context.WithValue(ctx, argsKey{}, args)
}

type argsKey struct{}

// parse reads flags wherever they stand among the arguments, and answers the
// rest.
func (a *call) parse(ctx context.Context) (rest []string, err error) {
	args, _ := ctx.Value(argsKey{}).([]string)
	for len(args) > 0 {
		if err := a.flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, errCode(codeOK)
			}
			return nil, errUsage
		}
		if args = a.flags.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	return rest, nil
}

// finish says an error in words and answers the exit code.
func (a *call) finish(err error) int {
	var code errCode
	switch {
	case err == nil:
		return codeOK
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, errUsage):
		return codeUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.err, "lewu: dihentikan.")
		return codeFault
	}
	if m, ok := errs.Public(err); ok {
		fmt.Fprintln(a.err, "lewu: "+a.catalogue().Say(i18n.ID, m))
	} else {
		fmt.Fprintln(a.err, "lewu: "+err.Error())
	}
	switch errs.KindOf(err) {
	case errs.Invalid, errs.NotFound:
		return codeUsage
	case errs.TooLarge, errs.Conflict, errs.Forbidden, errs.Gone:
		return codeRefused
	case errs.Busy, errs.Full:
		return codeBusy
	}
	return codeFault
}

// catalogue has the words of the open house, or those of all floors when the
// house could not be opened.
func (a *call) catalogue() *i18n.Catalogue {
	if a.words == nil {
		words, err := app.Words()
		if err != nil {
			return &i18n.Catalogue{}
		}
		a.words = words
	}
	return a.words
}

// settings reads the configuration; --data wins over LEWU_DATA, and so on.
func (a *call) settings() (config.Config, error) {
	return config.Load(func(name string) string {
		switch {
		case name == "LEWU_DATA" && a.data != "":
			return a.data
		case name == "LEWU_LISTEN" && a.listen != "":
			return a.listen
		}
		return os.Getenv(name)
	}, "")
}

// open opens the house.
func (a *call) open(ctx context.Context) (*app.House, error) {
	c, err := a.settings()
	if err != nil {
		return nil, err
	}
	h, err := app.Open(ctx, app.Options{Config: c, Clock: clock.System, Log: a.log(), Build: build})
	if err != nil {
		return nil, err
	}
	a.words = h.Messages
	return h, nil
}

// log writes to standard error as text, from the level asked for.
func (a *call) log() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(a.level)); err != nil {
		level = slog.LevelError
	}
	return slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
}

// operator is whoever sits at the terminal.
func operator() auth.Actor {
	name := "operator"
	if u, err := user.Current(); err == nil && u.Username != "" {
		name = u.Username
	}
	return auth.CommandLine(name)
}

// usage lists the commands.
func usage(w io.Writer) {
	fmt.Fprintln(w, "Lewu, rumah data satu provinsi dalam satu program.\n\nPemakaian: lewu PERINTAH [pilihan]")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-8s %s\n           %s\n", c.name, c.summary, c.synopsis)
	}
	fmt.Fprint(w, `
Pengaturan (lingkungan, atau DATA/lewu.toml):
  LEWU_DATA  LEWU_LISTEN  LEWU_URL  LEWU_DB  LEWU_BLOB  LEWU_KEY  LEWU_TLS  LEWU_ACME  LEWU_TRUSTED_PROXIES
Kode keluar: 0 berhasil · 1 galat · 2 perintah keliru · 3 ditolak · 4 bertanya · 5 coba lagi nanti
`)
}
