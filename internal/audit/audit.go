// Package audit keeps the trail of who did what (jejak audit): entries are
// only ever added, in the transaction of the change itself, and each carries
// a hash over its content and the hash before it. Editing, removing or
// reordering entries breaks the chain, unless everything after is rewritten
// too; so the head belongs in places the database cannot reach (Head).
package audit

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

//go:embed migrations/*.sql
var files embed.FS

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// Migrations are the tables audit and audit_head.
func Migrations() db.Migrations {
	sub, _ := fs.Sub(files, "migrations") // fails only on an invalid path
	return db.Migrations{Name: "audit", Files: sub}
}

// An Entry is one act. Times are kept to the millisecond.
type Entry struct {
	N       int64     // place in the chain, from 1; given by Append
	ID      string    // given by Append where empty
	At      time.Time //
	Actor   string    // account, or "system"
	Office  string    // agency the actor acted for (OPD)
	Action  string    // "data.publish"
	Object  string    // "dataset/penduduk"
	Scope   string    // agency or region the object belongs to
	Before  string    // JSON of what changed, as it was; empty: nothing
	After   string    // JSON of what changed, as it is now; empty: nothing
	Request string    // id of the request or job
}

// canonical is what the hash is taken of. Names and order are part of the
// format and must never change.
type canonical struct {
	N       int64  `json:"n"`
	ID      string `json:"id"`
	At      int64  `json:"at"`
	Actor   string `json:"actor"`
	Office  string `json:"office"`
	Action  string `json:"action"`
	Object  string `json:"object"`
	Scope   string `json:"scope"`
	Before  string `json:"before"`
	After   string `json:"after"`
	Request string `json:"request"`
}

// link is the hash of e behind prev, both in hexadecimal: SHA-256 of the text
// of prev followed by the canonical JSON of e.
func link(prev string, e Entry) (string, error) {
	text, err := json.Marshal(canonicalOf(e))
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	sum.Write([]byte(prev))
	sum.Write(text)
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// Append adds an entry inside the transaction of the change it tells of. On
// PostgreSQL the others wait from here to the commit; SQLite has one writer
// anyway.
func Append(ctx context.Context, tx *sql.Tx, e Entry) (err error) {
	defer errs.Wrap(&err, "audit.Append(%q, %q)", e.Action, e.Object)

	if e.ID == "" {
		e.ID = db.NewID()
	}
	for _, text := range []*string{&e.ID, &e.Actor, &e.Office, &e.Action, &e.Object, &e.Scope, &e.Before, &e.After, &e.Request} {
		*text = storable(*text)
	}
	if e.Before != "" && !json.Valid([]byte(e.Before)) || e.After != "" && !json.Valid([]byte(e.After)) {
		return errors.New("before and after must be JSON")
	}
	var prev string
	err = tx.QueryRowContext(ctx, `update audit_head set n = n + 1 returning n, hash`).Scan(&e.N, &prev)
	if err != nil {
		return err
	}
	hash, err := link(prev, e)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into audit (n, id, at, actor, office, action, object, scope,
		before_json, after_json, request, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		e.N, e.ID, clock.Millis(e.At), e.Actor, e.Office, e.Action, e.Object, e.Scope, e.Before, e.After, e.Request, hash)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `update audit_head set hash = $1`, hash)
	return err
}

// storable drops what PostgreSQL refuses in text. A name or header from
// outside must not be able to stop an act from being recorded.
func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}
