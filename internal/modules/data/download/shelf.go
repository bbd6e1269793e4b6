package download

import (
	"context"
	"net/http"
	"sync"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// Pace of the one who fills the shelf.
const (
	lookEvery = 2 * time.Second // for what was published
	restTimes = 4               // he rests so many times as long as he worked: a fifth of a core
)

// maxAhead is the largest CSV, in bytes, whose downloads are made before
// anybody asks: the JSON of 256 MB takes some 700 MB of the shelf.
const maxAhead = 256 << 20

// Keep makes the downloads of what was published, and of what people
// look at, before anybody asks for them; and takes those of withdrawn versions
// away.
//
// It is a service, not a job of the queue: the queue gives a job to one process
// of the house, and every node has a shelf of its own. So each follows what is
// announced, at its own pace. Publishing waits for none of it; nothing is
// recorded, and what a killed process had half made is made when it is asked
// for.
func (s Shop) Keep(ctx context.Context) error {
	if s.Web() == nil { // an import, a publication: nobody asks this process for files
		<-ctx.Done()
		return ctx.Err()
	}
	seq, err := announce.Head(ctx, s.DB)
	if err != nil {
		return err
	}
	s.clearShelf(ctx) // of what was withdrawn while no server ran
	var group sync.WaitGroup
	defer group.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	group.Go(func() {
		_ = announce.FollowFrom(ctx, s.DB, seq, lookEvery, func(e announce.Event) { // ends with ctx alone
			switch e.Kind {
			case "dataset":
				s.Artefacts.Wish(e.ID)
			case "batch":
			default:
				s.clearShelf(ctx)
			}
		})
	})
	for {
		slug, ok := s.Artefacts.Wished(ctx)
		if !ok {
			return ctx.Err()
		}
		began := time.Now()
		if err := s.keepOne(ctx, slug); err != nil && ctx.Err() == nil {
			s.Log.WarnContext(ctx, "downloads not made ahead", "dataset", slug, "err", err)
		}
		if !rest(ctx, restTimes*time.Since(began)) {
			return ctx.Err()
		}
	}
}

// clearShelf takes away what must no longer be had.
func (s Shop) clearShelf(ctx context.Context) {
	versions, err := s.Catalog.AllVersions(ctx)
	if err == nil {
		err = s.dropWithdrawn(versions)
	}
	if err != nil && ctx.Err() == nil {
		s.Log.WarnContext(ctx, "shelf of downloads not cleared", "err", err)
	}
}

// dropWithdrawn takes the downloads of withdrawn versions off the shelf.
func (s Shop) dropWithdrawn(versions []catalog.Version) error {
	for _, v := range versions {
		if !v.WithdrawnAt.IsZero() {
			if err := s.Artefacts.Drop(v.Isi[:32]); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepOne sees to the shelf for one dataset.
func (s Shop) keepOne(ctx context.Context, slug string) (err error) {
	defer errs.Wrap(&err, "data.keepOne(%q)", slug)

	set, err := s.Catalog.Dataset(ctx, slug)
	if err != nil {
		return err
	}
	versions, err := s.Catalog.Versions(ctx, set.ID)
	if err != nil {
		return err
	}
	if err := s.dropWithdrawn(versions); err != nil {
		return err
	}
	for _, v := range versions {
		if v.N == set.Current && v.IsiSize <= maxAhead {
			return s.keepVersion(ctx, edition.Edition{Set: set, Version: v})
		}
	}
	return nil
}

// keepVersion makes the whole downloads of a version that are not on the shelf,
// and lets its page be made again, with their sizes.
func (s Shop) keepVersion(ctx context.Context, c edition.Edition) error {
	// As a visitor would ask for them, in the language of the house.
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/data/"+c.Set.Slug, nil)
	if err != nil {
		return err
	}
	b := s.Web().Base(r, lewu.Message{})
	made := false
	defer func() {
		if made {
			s.Web().Drop("dataset:" + c.Set.Slug)
		}
	}()
	for _, pack := range []packer{s.csv, s.xlsx, s.json} {
		p, err := pack(b, c, lewu.Query{})
		if err != nil {
			return err
		}
		if _, ok := s.Artefacts.Size(p.shelf); ok {
			continue
		}
		if err := s.Artefacts.Keep(ctx, p.shelf, p.write); err != nil {
			return err
		}
		made = true
	}
	return nil
}

// rest waits; false says that ctx has ended.
func rest(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}
