package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// measureExport downloads the whole harvest as CSV: cold, with the shelf of
// ready-made downloads emptied, and warm, from it.
func (b *bench) measureExport(ctx context.Context) error {
	server, err := b.serve(ctx, b.store("toko"))
	if err != nil {
		return err
	}
	defer server.close()
	path := "/data/" + b.harvest.slug() + ".csv"
	b.say("export: the first after a start")
	e := exports{shelf: b.store("toko") + "/unduhan", path: path, seed: maphash.MakeSeed(), sums: map[uint64]int{}}
	if err := empty(e.shelf); err != nil {
		return err
	}
	opening, err := e.download(ctx, server) // the version is not attached yet
	if err != nil {
		return err
	}
	if err := shelved(ctx, e.shelf); err != nil {
		return err
	}
	for turn := range b.rounds(5) + 1 {
		b.say("export %d of %d", turn+1, b.rounds(5)+1)
		if err := e.turn(ctx, b, server, turn > 0); err != nil {
			return err
		}
	}
	b.add(
		atLeast(fmt.Sprintf("full CSV export, %s rows (%s), cold", grouped(b.harvest.rows), megabytes(opening.size)), e.cold, e.peer, 1, 2),
		atMost("full CSV export, cold, first byte", median(e.coldFirst), 100*time.Millisecond, 0),
		atLeast("full CSV export, from the shelf", e.warm, e.peer, 1, 2),
		atMost("full CSV export, from the shelf, first byte", median(e.warmFirst), 100*time.Millisecond, 0),
		atMost("full CSV export, first one after a start, first byte", opening.first, 100*time.Millisecond, 0),
		holds("same URL, same bytes", fmt.Sprintf("%d downloads, %d different bodies", e.sums[opening.sum], len(e.sums)), len(e.sums) == 1),
	)
	if err := b.checkResume(ctx, server, path); err != nil {
		return err
	}
	if err := b.measureFormats(ctx, server, e.shelf); err != nil {
		return err
	}
	b.noise("export, cold", e.cold, e.peer)
	b.note("Export: over HTTP, read to the last byte; cold has the shelf of ready-made downloads emptied and the version attached. PostgreSQL: `psql` with `\\copy (SELECT … ORDER BY _id) TO STDOUT` " +
		"into /dev/null, from its start to its end (what starting psql takes is in it: some 10 ms). " +
		"XLSX, JSON and the compressed CSV are made cold as well, over the same open version.")
	return nil
}

// measureFormats makes the other downloads of the harvest cold: no bar holds
// for a whole one but that its first byte leaves at once, and that it repeats.
func (b *bench) measureFormats(ctx context.Context, server *server, shelf string) error {
	for _, f := range []struct {
		name, ext string
		lines     map[string]string
	}{{"XLSX", ".xlsx", nil}, {"JSON", ".json", nil}, {"CSV as gzip", ".csv", map[string]string{"Accept-Encoding": "gzip"}}} {
		e := exports{shelf: shelf, path: "/data/" + b.harvest.slug() + f.ext, lines: f.lines, seed: maphash.MakeSeed(), sums: map[uint64]int{}}
		var whole, first []time.Duration
		size := int64(0)
		for turn := range b.rounds(2) {
			b.say("cold %s, %d of %d", f.name, turn+1, b.rounds(2))
			if err := empty(shelf); err != nil {
				return err
			}
			d, err := e.download(ctx, server)
			if err != nil {
				return err
			}
			if err := shelved(ctx, shelf); err != nil {
				return err
			}
			whole, first, size = append(whole, d.whole), append(first, d.first), d.size
		}
		warm, err := e.download(ctx, server)
		if err != nil {
			return err
		}
		b.add(
			taken(fmt.Sprintf("full %s, %s rows (%s), cold; from the shelf", f.name, grouped(b.harvest.rows), megabytes(size)), spoken(median(whole))+"; "+spoken(warm.whole)),
			atMost("full "+f.name+", cold, first byte", median(first), 100*time.Millisecond, 0),
		)
		if len(e.sums) != 1 {
			return fmt.Errorf("%s came as %d different bodies", f.name, len(e.sums))
		}
	}
	return nil
}

// exports are the times of all turns.
type exports struct {
	shelf, path          string
	lines                map[string]string // of the header
	cold, warm, peer     []time.Duration
	coldFirst, warmFirst []time.Duration
	seed                 maphash.Seed
	sums                 map[uint64]int // downloads by the sum of their bytes
}

// turn downloads cold, then warm, then asks PostgreSQL.
func (e *exports) turn(ctx context.Context, b *bench, server *server, counted bool) error {
	if err := empty(e.shelf); err != nil {
		return err
	}
	cold, err := e.download(ctx, server)
	if err != nil {
		return err
	}
	if err := shelved(ctx, e.shelf); err != nil {
		return err
	}
	warm, err := e.download(ctx, server)
	if err != nil {
		return err
	}
	theirs, err := b.exportPeer(ctx)
	if err != nil {
		return err
	}
	if counted {
		e.cold, e.coldFirst = append(e.cold, cold.whole), append(e.coldFirst, cold.first)
		e.warm, e.warmFirst = append(e.warm, warm.whole), append(e.warmFirst, warm.first)
		e.peer = append(e.peer, theirs)
	}
	return nil
}

// A body is what came of a download.
type body struct {
	answer
	sum  uint64
	size int64
}

// download reads a whole file and sums its bytes as they come: not by SHA-256,
// whose time would count as Lewu's.
func (e *exports) download(ctx context.Context, server *server) (d body, err error) {
	var sum maphash.Hash
	sum.SetSeed(e.seed)
	w := &countedBytes{to: &sum}
	if d.answer, err = server.fetch(ctx, e.path, e.lines, w); err != nil {
		return d, err
	}
	if d.status != http.StatusOK {
		return d, fmt.Errorf("%s: %d", e.path, d.status)
	}
	d.sum, d.size = sum.Sum64(), w.n
	e.sums[d.sum]++
	return d, nil
}

type countedBytes struct {
	to io.Writer
	n  int64
}

func (c *countedBytes) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return c.to.Write(p)
}

// shelved waits until the shelf holds nothing half-made: a visitor has his last
// byte a moment before the shelf has its file.
func shelved(ctx context.Context, shelf string) error {
	for {
		unfinished, err := filepath.Glob(filepath.Join(shelf, "tmp-*"))
		if err != nil || len(unfinished) == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

// empty takes everything off the shelf.
func empty(shelf string) error {
	list, err := os.ReadDir(shelf)
	if err != nil {
		return err
	}
	for _, f := range list {
		err := os.Remove(filepath.Join(shelf, f.Name()))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// exportPeer copies the same rows out of PostgreSQL.
func (b *bench) exportPeer(ctx context.Context) (time.Duration, error) {
	out := fmt.Sprintf(`\copy (SELECT %s FROM panen ORDER BY _id) TO '%s' WITH (FORMAT csv, HEADER true)`, b.harvest.names(), os.DevNull)
	took, _, err := run(ctx, b.postgres.psql(out))
	return took, err
}

// checkResume asks for a part of the file, and for the file again by its ETag.
func (b *bench) checkResume(ctx context.Context, server *server, path string) error {
	sum := sha256.New()
	whole, err := server.fetch(ctx, path, nil, sum)
	if err != nil {
		return err
	}
	etag := whole.header.Get("ETag")
	part, err := server.get(ctx, path, map[string]string{"Range": "bytes=1000-1999", "If-Range": etag})
	if err != nil {
		return err
	}
	again, err := server.get(ctx, path, map[string]string{"If-None-Match": etag})
	if err != nil {
		return err
	}
	found := fmt.Sprintf("ETag %.12s…, Range answers %d with %d bytes, If-None-Match %d", etag, part.status, len(part.body), again.status)
	ok := etag == `"`+hex.EncodeToString(sum.Sum(nil))+`"` && part.status == http.StatusPartialContent && len(part.body) == 1000 && again.status == http.StatusNotModified
	b.add(holds("ETag is the SHA-256 of the bytes; Range resumes", found, ok))
	return nil
}
