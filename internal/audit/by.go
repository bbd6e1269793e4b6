package audit

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// A By is who acts in a context, as the trail keeps it: an account's id or the
// name at the terminal, the office, and the request or job.
type By struct{ Actor, Office, Request string }

type byKey struct{}

// With puts into a context who acts.
func With(ctx context.Context, by By) context.Context { return context.WithValue(ctx, byKey{}, by) }

// From finds who acts in a context; without one it is the machine.
func From(ctx context.Context) By {
	if by, ok := ctx.Value(byKey{}).(By); ok {
		return by
	}
	return By{Actor: "system"}
}

// An Act is what Record writes down. Before and After are what changed, as
// values for JSON; nil is nothing.
type Act struct {
	Action, Object, Scope string // "ref.merge", "agency/0192…", id of the agency it belongs to
	Before, After         any
}

// Record adds an act of whoever acts in ctx, inside the transaction of the
// change itself.
func Record(ctx context.Context, tx *sql.Tx, at time.Time, a Act) error {
	before, err := jsonOf(a.Before)
	if err != nil {
		return fmt.Errorf("audit.Record(%q): %w", a.Action, err)
	}
	after, err := jsonOf(a.After)
	if err != nil {
		return fmt.Errorf("audit.Record(%q): %w", a.Action, err)
	}
	by := From(ctx)
	return Append(ctx, tx, Entry{
		At: at, Actor: by.Actor, Office: by.Office, Request: by.Request,
		Action: a.Action, Object: a.Object, Scope: a.Scope, Before: before, After: after,
	})
}

func jsonOf(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	body, err := json.Marshal(v)
	return string(body), err
}

// ActSeen is the action of an entry that tells of a view instead of a change.
const ActSeen = "audit.seen"

// Seen records that whoever acts in ctx looked at something that is not public:
// an original file, the trail itself, somebody's contact. scope is the id of the
// agency it belongs to, empty for the province; what says which part of the
// object, as a value for JSON, or nil.
//
//	err := db.Write(ctx, func(tx *sql.Tx) error {
//		return audit.Seen(ctx, tx, now, "berkas/"+sha, set.AgencyID, map[string]string{"nama": f.Name})
//	})
//
// Call it before anything is shown: what cannot be recorded is not shown.
func Seen(ctx context.Context, tx *sql.Tx, at time.Time, object, scope string, what any) error {
	return Record(ctx, tx, at, Act{Action: ActSeen, Object: object, Scope: scope, After: what})
}
