package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// Timings of a serving house.
const (
	pollEvery   = time.Second      // for what other processes changed; staleness is at most two of it
	drainTime   = 10 * time.Second // for requests and jobs to end when told to stop
	maxRestWait = time.Minute      // between restarts of a failing service
)

// Work runs the queue and the services of the rooms until ctx ends.
func (h *House) Work(ctx context.Context) (stop func() error, err error) {
	if err := h.queue.Start(ctx); err != nil {
		return nil, err
	}
	if err := h.Road.Resume(ctx); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	var group sync.WaitGroup
	for _, room := range h.rooms {
		for _, s := range room.Services {
			group.Go(func() { h.keep(ctx, s) })
		}
	}
	return func() error {
		cancel()
		group.Wait()
		ending, done := context.WithTimeout(context.Background(), drainTime)
		defer done()
		return h.queue.Stop(ending)
	}, nil
}

// keep runs a service for as long as the process lives; one that fails is
// started again, ever more slowly.
func (h *House) keep(ctx context.Context, s lewu.Service) {
	rest := time.Second
	for {
		started := time.Now()
		err := s.Run(ctx)
		if ctx.Err() != nil {
			return
		}
		if time.Since(started) > maxRestWait {
			rest = time.Second
		}
		h.Log.ErrorContext(ctx, "service ended", "service", s.Name, "err", err, "again_in", rest)
		select {
		case <-ctx.Done():
			return
		case <-time.After(rest):
		}
		rest = min(2*rest, maxRestWait)
	}
}

// OpenFace makes the pages: everything Serve needs beyond the stores.
func (h *House) OpenFace(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "app.OpenFace")

	demo, err := h.Catalog.Setting(ctx, catalog.SettingDemo)
	if err != nil {
		return err
	}
	h.gather()
	h.Web, err = web.New(web.Options{
		Messages: h.Messages, URL: h.Config.URL, Province: provinceName, Build: h.build, Clock: h.Clock, Log: h.Log,
		TrustedProxies: h.Config.TrustedProxies, Nav: h.Rooms, Demo: demo != "",
		Identify: h.Accounts.Session, Prove: h.prove, Refused: h.refused, Desk: h.desk, Look: h.look,
	})
	if err != nil {
		return err
	}
	if unknown := h.unknownPermissions(); len(unknown) > 0 {
		return fmt.Errorf("permissions that nobody declares: %s", strings.Join(unknown, ", "))
	}
	for _, room := range h.rooms {
		if err := h.Web.Add(room); err != nil {
			return err
		}
	}
	h.mux = http.NewServeMux()
	for _, room := range h.rooms {
		h.Web.Mount(h.mux, room)
	}
	h.Web.MountLook(h.mux, h.openFile)
	h.Web.Health(h.mux, h.readyChecks())
	return nil
}

// Handler is the whole site.
func (h *House) Handler() http.Handler { return h.Web.Handler(h.mux) }

// Serve answers on a listener until ctx ends, then lets requests finish.
func (h *House) Serve(ctx context.Context, l net.Listener) error {
	head, err := announce.Head(ctx, h.DB)
	if err != nil {
		return err
	}
	stop, err := h.Work(ctx)
	if err != nil {
		return err
	}
	following, unfollow := context.WithCancel(ctx)
	defer unfollow()
	var group sync.WaitGroup
	index := make(chan struct{}, 1)
	group.Go(func() { h.follow(following, head, index) })
	group.Go(func() { h.keepIndex(following, index) })

	server := web.Server(h.Handler(), l.Addr().String())
	failed := make(chan error, 1)
	if h.certificates == nil {
		go func() { failed <- server.Serve(newWholeListener(l)) }()
	} else {
		server.TLSConfig = h.certificates.TLS()
		go func() { failed <- server.ServeTLS(l, "", "") }()
	}
	select {
	case err = <-failed:
	case <-ctx.Done():
		ending, done := context.WithTimeout(context.Background(), drainTime)
		defer done()
		err = server.Shutdown(ending)
	}
	unfollow()
	group.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, stop())
}

// follow drops pages made from what any process of the store has changed, and
// wakes the index.
func (h *House) follow(ctx context.Context, head int64, index chan<- struct{}) {
	err := announce.FollowFrom(ctx, h.DB, head, pollEvery, func(e announce.Event) {
		switch e.Kind {
		case "batch": // no public page shows one
			return
		case "dataset":
			h.Web.Drop("dataset:"+e.ID, "datasets")
		case ref.AnnouncedSettings, announce.All:
			h.Ref.Forget()
			h.Web.DropAll()
		default:
			h.Web.DropAll()
		}
		wake(index)
	})
	if err != nil && ctx.Err() == nil {
		h.Log.ErrorContext(ctx, "following changes ended", "err", err)
	}
}
