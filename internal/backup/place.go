package backup

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/errs"
)

// A place is where backups lie: files by their hash, manifests by name.
type place struct {
	blob.Store
	shelf  blob.Shelf
	folder string // for files on their way, of this run alone
}

// An envelope is the manifest file: the manifest and the hash of its bytes.
type envelope struct {
	Format   int             `json:"lewu_backup"`
	Manifest json.RawMessage `json:"manifest"`
	SHA256   string          `json:"sha256"`
}

const (
	manifestFormat = 1
	manifestSuffix = ".json"
)

// openPlace opens a place; a folder that is only read must be there already.
// The caller closes it.
func openPlace(ctx context.Context, location, temp string, toRead bool) (_ *place, err error) {
	if toRead && !strings.Contains(location, "://") {
		if info, err := os.Stat(location); err != nil || !info.IsDir() {
			return nil, errs.Because(errs.NotFound, err, "backup.none", "place", location)
		}
	}
	p := &place{}
	if p.folder, err = os.MkdirTemp(temp, "cadangan-*"); err != nil {
		return nil, err
	}
	if p.Store, err = blob.Open(ctx, location, blob.TempDir(p.folder)); err != nil {
		p.close()
		return nil, err
	}
	shelf, ok := p.Store.(blob.Shelf)
	if !ok {
		p.close()
		return nil, errors.New("this kind of store keeps no named files")
	}
	p.shelf = shelf
	return p, nil
}

func (p *place) close() { os.RemoveAll(p.folder) }

// putManifest makes the backup exist.
func (p *place) putManifest(ctx context.Context, m Manifest) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	hash := sha256.Sum256(text)
	whole, err := json.Marshal(envelope{manifestFormat, text, hex.EncodeToString(hash[:])})
	if err != nil {
		return err
	}
	return p.shelf.PutNamed(ctx, m.ID+manifestSuffix, append(whole, '\n'))
}

// manifest reads one manifest; ok is false where it is cut short or changed.
func (p *place) manifest(ctx context.Context, id string) (m Manifest, ok bool, err error) {
	data, err := p.shelf.Named(ctx, id+manifestSuffix)
	if err != nil {
		return m, false, err
	}
	var e envelope
	if json.Unmarshal(data, &e) != nil {
		return m, false, nil
	}
	hash := sha256.Sum256(e.Manifest)
	if hex.EncodeToString(hash[:]) != e.SHA256 {
		return m, false, nil
	}
	if e.Format > manifestFormat {
		return m, false, errs.Say(errs.Invalid, "backup.newer", "id", id)
	}
	if json.Unmarshal(e.Manifest, &m) != nil || m.ID != id {
		return m, false, nil
	}
	return m, true, nil
}

// list gives all valid manifests, newest first.
func (p *place) list(ctx context.Context) (all []Manifest, err error) {
	names, err := p.shelf.Names(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		id, isManifest := strings.CutSuffix(name, manifestSuffix)
		if !isManifest {
			continue
		}
		m, ok, err := p.manifest(ctx, id)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b Manifest) int {
		return cmp.Or(b.At.Compare(a.At), strings.Compare(b.ID, a.ID))
	})
	return all, nil
}

// choose finds a backup by its id; "" is the newest.
func (p *place) choose(ctx context.Context, id string) (Manifest, error) {
	all, err := p.list(ctx)
	if err != nil {
		return Manifest{}, err
	}
	for _, m := range all {
		if id == "" || m.ID == id {
			return m, nil
		}
	}
	if id == "" || len(all) == 0 {
		return Manifest{}, errs.Say(errs.NotFound, "backup.none", "place", p.String())
	}
	return Manifest{}, errs.Say(errs.NotFound, "backup.unknown", "id", id, "place", p.String(), "newest", all[0].ID)
}

// local gives the path of a proved copy of a file of backup id.
func (p *place) local(ctx context.Context, id, sha string) (string, error) {
	path, err := blob.Local(ctx, p.Store, sha, filepath.Join(p.folder, "salinan"))
	return path, p.explain(err, id, sha)
}

// explain says of a file that is missing or changed that its backup is damaged.
func (p *place) explain(err error, id, sha string) error {
	if blob.Damaged(err) || errs.Is(err, errs.NotFound) {
		return errs.Because(errs.Internal, err, "backup.damaged", "id", id, "place", p.String(), "sha", sha)
	}
	return err
}

// formatList writes the list of blobs, sorted by name.
func formatList(blobs []File) []byte {
	var b bytes.Buffer
	for _, f := range blobs {
		fmt.Fprintf(&b, "%s %d\n", f.SHA256, f.Size)
	}
	return b.Bytes()
}

// blobs reads the list of a backup.
func (p *place) blobs(ctx context.Context, m Manifest) (list []File, err error) {
	path, err := p.local(ctx, m.ID, m.List.SHA256)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for in := bufio.NewScanner(f); in.Scan(); {
		var one File
		if _, err := fmt.Sscanf(in.Text(), "%s %d", &one.SHA256, &one.Size); err != nil {
			return nil, fmt.Errorf("list of blobs, line %q: %w", in.Text(), err)
		}
		list = append(list, one)
	}
	if int64(len(list)) != m.Blobs {
		return nil, errs.Say(errs.Internal, "backup.damaged", "id", m.ID, "place", p.String(), "sha", m.List.SHA256)
	}
	return list, nil
}
