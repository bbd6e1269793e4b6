package audit

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// An exported entry is a line of Export: what the hash is taken of, in the same
// order, and the hash.
type exported struct {
	canonical
	Hash string `json:"hash"`
}

// Export writes the entries of a filter as JSON, one a line, oldest first, and
// answers how many. Another program can follow the chain in it: the hash of a
// line is the SHA-256 of the hash before it and the line's object without its
// own, written as Go writes JSON.
func Export(ctx context.Context, d *db.DB, f Filter, w io.Writer) (n int64, err error) {
	defer errs.Wrap(&err, "audit.Export")

	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	err = Each(ctx, d, f, func(e Entry, hash string) error {
		n++
		return lines.Encode(exported{canonicalOf(e), hash})
	})
	if err != nil {
		return n, err
	}
	return n, out.Flush()
}

func canonicalOf(e Entry) canonical {
	return canonical{e.N, e.ID, clock.Millis(e.At), e.Actor, e.Office, e.Action, e.Object, e.Scope, e.Before, e.After, e.Request}
}
