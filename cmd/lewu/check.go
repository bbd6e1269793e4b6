package main

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/webtest"
)

// check runs the HTTP scripts of every room against a live server. They only
// read, and hold on any store.
func check(ctx context.Context, a *call) error {
	rest, err := a.parse(ctx)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errs.Say(errs.Invalid, "cli.one-url")
	}
	base, err := url.Parse(rest[0])
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return errs.Say(errs.Invalid, "cli.one-url")
	}
	list, err := scripts()
	if err != nil {
		return err
	}
	client := &http.Client{Timeout: 30 * time.Second}
	failed := 0
	for _, s := range list {
		failures := s.Run(ctx, client, base.Scheme+"://"+base.Host)
		failed += len(failures)
		if err := a.tellScript(s, failures); err != nil {
			return err
		}
	}
	if failed > 0 {
		return errCode(codeRefused)
	}
	return nil
}

func (a *call) tellScript(s webtest.Script, failures []webtest.Failure) error {
	if a.json {
		list := make([]string, len(failures))
		for i, f := range failures {
			list[i] = f.String()
		}
		return a.report(map[string]any{"script": s.Name, "ok": len(list) == 0, "failures": list})
	}
	state := "lulus"
	if len(failures) > 0 {
		state = "gagal"
	}
	fmt.Fprintf(a.out, "%-20s %s\n", s.Name, state)
	for _, f := range failures {
		fmt.Fprintf(a.out, "  %s\n", f)
	}
	return nil
}

// scripts are those of all rooms: what any live server must answer.
func scripts() (list []webtest.Script, err error) {
	for _, room := range app.Described() {
		names, err := fs.Glob(room.Files, "scripts/*.txt")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := fs.ReadFile(room.Files, name)
			if err != nil {
				return nil, err
			}
			s, err := webtest.Parse(strings.TrimSuffix(path.Base(name), ".txt"), string(text))
			if err != nil {
				return nil, err
			}
			list = append(list, s)
		}
	}
	return list, nil
}
