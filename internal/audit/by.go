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
