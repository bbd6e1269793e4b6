package intake

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/text"
)

// Limits of what is received.
const (
	MaxFile       = 2 << 30  // bytes of a data file
	MaxAttachment = 20 << 20 // bytes of a covering letter
	maxTitle      = 200      // runes
)

// A Parcel is one file somebody hands over.
type Parcel struct {
	Name      string
	Open      func() (io.ReadCloser, error)
	DocNumber string // of a covering letter
	DocDate   string // ISO day
}

// An Order is a delivery: a data file for a dataset, with what the sender
// says of it. Either Slug names a dataset that is there, or New describes one.
type Order struct {
	Slug      string
	New       *catalog.Dataset
	Mode      catalog.Mode // empty: as the dataset declares
	Data      Parcel
	Letters   []Parcel // PDF, at most MaxAttachment each
	Note      string
	Answers   map[string]string
	Deletions [][]string // of gabung: keys of rows to take out
	Solo      string     // publish without a second pair of eyes, and why
}

// Receive takes a delivery: bytes into the private store first, then one
// transaction with the batch, the audit line and the job. When it returns, the
// delivery is safe.
func (r *Road) Receive(ctx context.Context, actor auth.Actor, o Order) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Receive(%q)", o.Data.Name)

	if err := auth.Require(actor, "intake.receive", auth.Object{Kind: "dataset", ID: o.Slug}); err != nil {
		return catalog.Batch{}, err
	}
	set, isNew, err := r.destination(ctx, o)
	if err != nil {
		return catalog.Batch{}, err
	}
	files, err := r.store(ctx, o)
	if err != nil {
		return catalog.Batch{}, err
	}
	now := r.Clock()
	b := catalog.Batch{
		ID: db.NewID(), Dataset: set.ID, State: catalog.Received, Mode: o.Mode,
		Sender: actor.Name, Office: actor.Office, Note: o.Note, Solo: o.Solo,
		Answers: o.Answers, Deletions: o.Deletions, Total: files[0].Size, CreatedAt: now, UpdatedAt: now,
	}
	if b.Mode == "" {
		b.Mode = set.Mode
	}
	if err := permitMode(set, b.Mode, o.Deletions); err != nil {
		return catalog.Batch{}, err
	}
	return b, r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		if isNew {
			if err := r.own(ctx, tx, actor, &set); err != nil {
				return err
			}
			if err := r.Catalog.InsertDataset(ctx, tx, set); err != nil {
				return err
			}
		}
		if err := r.Catalog.InsertBatch(ctx, tx, b, files); err != nil {
			return err
		}
		if err := r.record(ctx, tx, actor, "intake.receive", "batch", b.ID, files); err != nil {
			return err
		}
		if err := announce.Write(ctx, tx, "batch", b.ID, now); err != nil {
			return err
		}
		return r.Enqueue(ctx, tx, Walk{Batch: b.ID})
	})
}

// destination is the dataset a delivery is for: one that is there, or the new
// one it describes.
func (r *Road) destination(ctx context.Context, o Order) (set catalog.Dataset, isNew bool, err error) {
	if o.New == nil {
		set, err = r.Catalog.Dataset(ctx, o.Slug)
		return set, false, err
	}
	set = *o.New
	set.ID, set.CreatedAt = db.NewID(), r.Clock()
	if err := settleWords(&set); err != nil {
		return set, true, err
	}
	if set.Slug == "" {
		set.Slug = text.Slug(set.Title)
	}
	if set.Slug != text.Slug(set.Slug) || set.Slug == "" {
		return set, true, errs.Say(errs.Invalid, "intake.slug-bad", "slug", set.Slug)
	}
	if set.Mode == "" {
		set.Mode = catalog.Replace
	}
	if set.Licence == "" {
		set.Licence = "CC BY 4.0"
	}
	if _, err := r.Catalog.Dataset(ctx, set.Slug); !errs.Is(err, errs.NotFound) {
		if err == nil {
			err = errs.Say(errs.Conflict, "catalog.slug-taken", "slug", set.Slug)
		}
		return set, true, err
	}
	return set, true, nil
}

// settleWords makes the title of a dataset one line and its sort key, and says
// what of its description is missing or cannot be.
func settleWords(set *catalog.Dataset) error {
	set.Title = strings.Join(strings.Fields(set.Title), " ")
	set.SortKey = strings.ToLower(set.Title)
	for _, must := range []struct{ value, key string }{
		{set.Title, "intake.title-missing"}, {set.Agency, "intake.agency-missing"}, {set.Topic, "intake.topic-missing"},
	} {
		if must.value == "" {
			return errs.Say(errs.Invalid, must.key)
		}
	}
	if n := utf8.RuneCountInString(set.Title); n > maxTitle {
		return errs.Say(errs.Invalid, "intake.title-long", "length", strconv.Itoa(n), "limit", strconv.Itoa(maxTitle))
	}
	return set.Check()
}

// permitMode says whether a dataset's declarations suffice for a mode.
func permitMode(set catalog.Dataset, mode catalog.Mode, deletions [][]string) error {
	switch {
	case mode != catalog.Replace && mode != catalog.ReplacePeriod && mode != catalog.Merge:
		return errs.Say(errs.Invalid, "intake.mode-unknown", "mode", string(mode))
	case mode == catalog.Merge && len(set.Key) == 0:
		return errs.Say(errs.Invalid, "intake.mode-needs-key")
	case mode == catalog.ReplacePeriod && set.Period == "":
		return errs.Say(errs.Invalid, "intake.mode-needs-period")
	case len(deletions) > 0 && mode != catalog.Merge:
		return errs.Say(errs.Invalid, "intake.delete-needs-merge")
	}
	for _, key := range deletions {
		if len(key) != len(set.Key) {
			return errs.Say(errs.Invalid, "intake.delete-key", "given", strings.Join(key, "|"), "key", strings.Join(set.Key, "|"))
		}
	}
	return nil
}

// store puts the bytes of a delivery into the private store.
func (r *Road) store(ctx context.Context, o Order) ([]catalog.File, error) {
	data, err := r.put(ctx, o.Data, MaxFile)
	if err != nil {
		return nil, err
	}
	data.Role = catalog.DataFile
	files := []catalog.File{data}
	for _, letter := range o.Letters {
		f, err := r.put(ctx, letter, MaxAttachment)
		if err != nil {
			return nil, err
		}
		if f.MediaType != "application/pdf" {
			return nil, errs.Say(errs.Invalid, "intake.letter-pdf", "name", f.Name)
		}
		if f.DocNumber == "" || f.DocDate == "" {
			return nil, errs.Say(errs.Invalid, "intake.letter-number", "name", f.Name)
		}
		if _, err := time.Parse(time.DateOnly, f.DocDate); err != nil {
			return nil, errs.Say(errs.Invalid, "intake.letter-date", "date", f.DocDate)
		}
		f.Role = catalog.Attachment
		files = append(files, f)
	}
	return files, nil
}

// put stores one parcel, at most limit bytes, and says what kind of file its
// bytes are; a name is never believed.
func (r *Road) put(ctx context.Context, p Parcel, limit int64) (f catalog.File, err error) {
	in, err := p.Open()
	if err != nil {
		return f, errs.Because(errs.Invalid, err, "intake.unreadable", "name", p.Name)
	}
	defer in.Close()

	var head [512]byte
	n, err := io.ReadFull(in, head[:])
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return f, errs.Because(errs.Invalid, err, "intake.unreadable", "name", p.Name)
	}
	whole := &capped{r: io.MultiReader(bytes.NewReader(head[:n]), in), left: limit, name: p.Name, limit: limit}
	info, err := r.Blobs.Put(ctx, whole)
	if err != nil {
		return f, err
	}
	kind, _, _ := strings.Cut(http.DetectContentType(head[:n]), ";")
	return catalog.File{
		SHA256: info.SHA256, Name: cleanName(p.Name), Size: info.Size, MediaType: kind,
		DocNumber: strings.TrimSpace(p.DocNumber), DocDate: p.DocDate,
	}, nil
}

// cleanName is a file's last name without what could harm a page or a log.
func cleanName(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c == utf8.RuneError {
			return '_'
		}
		return c
	}, name)
}

// A capped reader fails in words when more than its limit comes.
type capped struct {
	r     io.Reader
	left  int64
	limit int64
	name  string
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, errs.Say(errs.TooLarge, "intake.file-large", "name", c.name, "limit", strconv.FormatInt(c.limit>>20, 10))
	}
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	return n, err
}
