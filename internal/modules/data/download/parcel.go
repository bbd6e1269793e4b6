package download

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/artefact"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"
	"github.com/lewu-id/lewu/internal/xlsx"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// A parcel is a download that can be made at any time. Its key names its bytes:
// all that they depend on is in it, so the same key is the same file, on every
// node and after every start.
type parcel struct {
	key     string
	name    string // on somebody's disk
	media   string
	shelf   string // name on the shelf; empty: it is not kept
	size    int64  // bytes, where they are known before it is made
	made    time.Time
	zips    bool // it is text, worth compressing
	encoded bool // it is compressed
	write   artefact.Write
}

// A packer makes the parcel of a version, or of what a question asks of it.
type packer func(b web.Base, c edition.Edition, q lewu.Query) (parcel, error)

func (p parcel) etag() string { return `"` + p.key + `"` }

// fileVersion is in the key of what is made by our own writers: count it up
// when the same rows become other bytes.
const fileVersion = 1

// csv packs a version by the rules that its isi rests on.
func (s Shop) csv(_ web.Base, c edition.Edition, q lewu.Query) (parcel, error) {
	p := newParcel(c, q, ".csv", "text/csv; charset=utf-8")
	p.zips = true
	p.write = func(ctx context.Context, w io.Writer) error { return s.Published.CSV(ctx, c.Version, q, w) }
	if len(table.Values(q)) == 0 {
		p.key, p.size = c.Version.Isi, c.Version.IsiSize
		p.shelf = p.key + ".csv"
	}
	return p, nil
}

// A jsonHead is what stands in a JSON download before the rows.
type jsonHead struct {
	Dataset string           `json:"dataset"`
	Version int              `json:"version"`
	Isi     string           `json:"isi"`
	Contoh  bool             `json:"contoh"`
	Query   string           `json:"query,omitempty"`
	Columns []edition.Column `json:"columns"`
}

// json packs a version as an object: about it, and its rows.
func (s Shop) json(b web.Base, c edition.Edition, q lewu.Query) (parcel, error) {
	columns, err := table.Answer(c.Version.Columns, q)
	if err != nil {
		return parcel{}, err
	}
	head := jsonHead{
		Dataset: c.Set.Slug, Version: c.Version.N, Isi: c.Version.Isi, Contoh: c.Set.Contoh,
		Query: table.Values(q).Encode(), Columns: edition.Dictionary(b, columns),
	}
	for i := range head.Columns {
		head.Columns[i].Why = "" // in words, which have a language
	}
	p := newParcel(c, q, ".json", "application/json; charset=utf-8", head)
	p.zips = true
	p.write = func(ctx context.Context, w io.Writer) error { return s.Published.JSON(ctx, c.Version, q, head, w) }
	return p, nil
}

// xlsx packs a version as a workbook.
func (s Shop) xlsx(b web.Base, c edition.Edition, q lewu.Query) (parcel, error) {
	o, err := workbookOf(b, c, q)
	if err != nil {
		return parcel{}, err
	}
	p := newParcel(c, q, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		xlsx.Edition, o.Title, o.Author, o.Mark, o.Name, o.Columns, o.AboutName, o.About(xlsx.Told{Sheets: 1}))
	p.write = func(ctx context.Context, w io.Writer) error { return s.Published.XLSX(ctx, c.Version, q, o, w) }
	return p, nil
}

// newParcel is a parcel without its writer. Its bytes depend on the version, the
// question, and what else is given.
func newParcel(c edition.Edition, q lewu.Query, ext, media string, more ...any) parcel {
	asked := table.Values(q).Encode()
	part := ""
	if asked != "" {
		part = "-saringan"
	}
	key := c.Version.Isi[:32] + "-" + digest(fileVersion, ext, c.Version.Isi, asked, more)
	return parcel{key: key, name: c.Filename(part, ext), media: media, shelf: key + ext, made: c.Version.PublishedAt}
}

// digest is a short hash of values as JSON.
func digest(values ...any) string {
	h := sha256.New()
	e := json.NewEncoder(h)
	for _, v := range values {
		if err := e.Encode(v); err != nil {
			return strconv.FormatInt(time.Now().UnixNano(), 36) // what cannot be named is never found again
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// zipped is a parcel compressed: a file of its own on the shelf, made of the
// one that is there already, if it is.
func (s Shop) zipped(p parcel) parcel {
	z := p
	z.key, z.size, z.encoded = p.key+"-gzip", 0, true
	if p.shelf != "" {
		z.shelf = p.shelf + ".gz"
	}
	z.write = func(ctx context.Context, w io.Writer) error {
		out := web.Zip(w)
		if err := s.plain(ctx, p, out); err != nil {
			return err
		}
		return out.Close()
	}
	return z
}

// plain writes a parcel, from the shelf if it is there.
func (s Shop) plain(ctx context.Context, p parcel, w io.Writer) error {
	if p.shelf != "" {
		if f, ok := s.Artefacts.Take(p.shelf); ok {
			defer f.Close()
			_, err := io.Copy(w, f)
			return err
		}
	}
	return p.write(ctx, w)
}
