package intake

import (
	"bytes"
	"cmp"
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
	"github.com/lewu-id/lewu/internal/audit"
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
	Once      string     // made with the form: the same key of the same sender is no second delivery
	Replaces  string     // id of the batch whose file this one replaces; then Slug may be empty
}

// Receive takes a delivery: bytes into the private store first, then one
// transaction with the batch, the audit line and the job. When it returns, the
// delivery is safe.
func (r *Road) Receive(ctx context.Context, actor auth.Actor, o Order) (b catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Receive(%q)", o.Data.Name)

	if err := auth.RequireSomewhere(actor, MayReceive); err != nil {
		return b, err
	}
	if b, done, err := r.known(ctx, r.Catalog.DB(), actor, o); done || err != nil {
		return b, err
	}
	if b, err = r.receive(ctx, actor, o); errs.Is(err, errs.Conflict) {
		// Perhaps with the same form, sent twice at once: the dataset or the
		// replacement that is in the way is its own.
		if first, done, err := r.known(ctx, r.Catalog.DB(), actor, o); done || err != nil {
			return first, err
		}
	}
	return b, err
}

// receive is Receive for a delivery that is not known.
func (r *Road) receive(ctx context.Context, actor auth.Actor, o Order) (b catalog.Batch, err error) {
	if err := r.mayReplace(ctx, r.Catalog.DB(), actor, &o); err != nil {
		return b, err
	}
	set, isNew, err := r.destination(ctx, o)
	if err != nil {
		return b, err
	}
	if !isNew || set.AgencyID != "" { // an agency by its name is known only below
		if err := mayReceive(actor, set, o); err != nil {
			return b, err
		}
	}
	files, err := r.store(ctx, o)
	if err != nil {
		return b, err
	}
	now := r.Clock()
	b = catalog.Batch{
		ID: db.NewID(), Dataset: set.ID, State: catalog.Received, Mode: o.Mode,
		Sender: actor.Key(), Office: actor.Office, Holder: actor.Key(), Once: o.Once, Replaces: o.Replaces, Note: o.Note, Solo: o.Solo,
		Answers: o.Answers, Deletions: o.Deletions, Total: files[0].Size, CreatedAt: now, UpdatedAt: now,
	}
	if b.Mode == "" {
		b.Mode = set.Mode
	}
	if err := permitMode(set, b.Mode, o.Deletions); err != nil {
		return b, err
	}
	err = r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		first, done, err := r.known(ctx, tx, actor, o)
		if done || err != nil {
			b = first
			return err
		}
		if isNew {
			if err := r.own(ctx, tx, actor, &set, catalog.Dataset{}); err != nil {
				return err
			}
			if err := mayReceive(actor, set, o); err != nil {
				return err
			}
			if err := r.Catalog.InsertDataset(ctx, tx, set); err != nil {
				return err
			}
		}
		return r.take(ctx, tx, actor, set, b, files)
	})
	return b, err
}

// mayReceive asks whether an actor may send what he sends for a dataset, and
// whether he may publish it alone where he says so.
func mayReceive(actor auth.Actor, set catalog.Dataset, o Order) error {
	object := auth.Object{Kind: "dataset", ID: set.Slug, Agency: set.AgencyID}
	if o.Solo != "" {
		if err := auth.Require(actor, MayPublish, object); err != nil {
			return err
		}
	}
	return auth.Require(actor, MayReceive, object)
}

// known finds the batch that the same sender made with the same key before: a
// form that was sent twice.
func (r *Road) known(ctx context.Context, q db.Querier, actor auth.Actor, o Order) (b catalog.Batch, done bool, err error) {
	if o.Once == "" {
		return b, false, nil
	}
	b, err = r.Catalog.BatchOnce(ctx, q, actor.Key(), o.Once)
	if errs.Is(err, errs.NotFound) {
		return b, false, nil
	}
	return b, err == nil, err
}

// take puts a delivery into the books: the batch, the one whose file it
// replaces, the public log, the trail, the queue.
func (r *Road) take(ctx context.Context, tx *sql.Tx, actor auth.Actor, set catalog.Dataset, b catalog.Batch, files []catalog.File) error {
	if err := r.Catalog.InsertBatch(ctx, tx, b, files); err != nil {
		return err
	}
	if b.Replaces != "" {
		if err := r.Catalog.InheritHands(ctx, tx, b.Replaces, b.ID); err != nil {
			return err
		}
		if _, err := r.actIn(ctx, tx, actor, deed{act: catalog.Replaced, batch: b.Replaces, change: superseded}); err != nil {
			return err
		}
	}
	decided := catalog.Decision{Dataset: set.ID, Batch: b.ID, Act: catalog.Sent, Office: actor.Office, At: b.CreatedAt}
	if err := r.Catalog.Decide(ctx, tx, decided); err != nil {
		return err
	}
	if b.Solo != "" {
		decided.Act, decided.Reason = catalog.Alone, b.Solo
		if err := r.Catalog.Decide(ctx, tx, decided); err != nil {
			return err
		}
	}
	err := r.record(ctx, tx, actor, audit.Act{Action: MayReceive, Object: "batch/" + b.ID, Scope: set.AgencyID, After: files})
	if err != nil {
		return err
	}
	if err := r.Enqueue(ctx, tx, Walk{Batch: b.ID}); err != nil {
		return err
	}
	return announce.Write(ctx, tx, "batch", b.ID, b.CreatedAt)
}

func superseded(_ *sql.Tx, s *Sight) error {
	s.Batch.State = catalog.Superseded
	return nil
}

// mayReplace says before any bytes are stored whether the file of a batch may be
// replaced, and names its dataset where the order does not.
func (r *Road) mayReplace(ctx context.Context, q db.Querier, actor auth.Actor, o *Order) error {
	if o.Replaces == "" {
		return nil
	}
	s, err := r.sightIn(ctx, q, o.Replaces)
	if err != nil {
		return err
	}
	if err := r.mayNow(ctx, q, actor, s, deed{act: catalog.Replaced, batch: o.Replaces}); err != nil {
		return err
	}
	if o.Slug == "" && o.New == nil {
		o.Slug = s.Set.Slug
	}
	if o.New != nil || o.Slug != s.Set.Slug {
		return errs.Say(errs.Invalid, "intake.replaces-other", "slug", s.Set.Slug)
	}
	return nil
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
		{set.Title, "intake.title-missing"}, {cmp.Or(set.AgencyID, set.Agency), "intake.agency-missing"}, {set.Topic, "intake.topic-missing"},
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
