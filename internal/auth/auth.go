// Package auth says who acts and what they may do. A person holds roles, each
// within an agency or the whole province; a permission of a room names the roles
// that have it; a route names the permission it needs. Can is the one place that
// answers, and Agencies gives lists the same answer as an argument for SQL.
package auth

import (
	"context"
	"embed"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/errs"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// A Kind is what sort of actor it is.
type Kind string

// Kinds of actors. The operator at the terminal holds the data folder, and so
// may do all.
const (
	Public   Kind = "publik"
	Machine  Kind = "mesin"
	Operator Kind = "operator"
	Person   Kind = "orang"
)

// An Actor is who does something: an id and a name for the audit, and an office
// for the public, which never reads names.
type Actor struct {
	Kind   Kind
	ID     string // of the account; empty unless Person
	Name   string
	Office string // "Dinas Contoh A (contoh)"
	Agency string // id of the agency the office is; empty: none

	Rights  Rights
	Session string    // id of the session
	Proved  time.Time // when the second factor was last shown
	Fresh   bool      // Proved is recent enough for a strong permission

	Enrolling bool // came by a code, and may only set up means of signing in
	Demo      bool
}

// Key names the actor where two acts must not be one person's: the account, or
// the name at the terminal.
func (a Actor) Key() string {
	if a.ID != "" {
		return a.ID
	}
	return a.Name
}

// Scope is where the actor holds a permission.
func (a Actor) Scope(permission string) Scope {
	if a.Kind == Operator {
		return Scope{Province: true}
	}
	return a.Rights.of(permission)
}

// Anybody is an actor nobody knows.
func Anybody() Actor { return Actor{Kind: Public} }

// CommandLine is the operator at the terminal of the machine.
func CommandLine(name string) Actor {
	return Actor{Kind: Operator, Name: name, Office: "operator"}
}

// An Object is what a permission is asked for: a thing, and the agency that
// owns it. An empty Agency is the whole province.
type Object struct {
	Kind   string // "dataset"
	ID     string
	Agency string // id
}

// Can tells whether an actor has a permission on an object, the second factor
// aside. No permission asked (the zero Need) is everybody's; the operator at the
// terminal has all.
func Can(a Actor, permission string, o Object) bool {
	switch {
	case permission == "" || a.Kind == Operator:
		return true
	case a.Kind != Person:
		return false
	}
	return a.Rights.of(permission).Holds(o.Agency)
}

// The sentences of a refusal.
const (
	notYours  = "auth.not-yours"
	forbidden = "auth.forbidden"
)

// Require is Can as an error. Who is not signed in is asked to (SignIn); another
// agency's thing is NotFound, since even that it exists is not for this actor;
// the province's own is Forbidden; a strong permission wants a recent second
// factor (Confirm).
func Require(a Actor, permission string, o Object) error {
	switch {
	case Can(a, permission, o):
		return fresh(a, permission)
	case a.Kind == Public:
		return errs.Say(errs.SignIn, "auth.sign-in")
	case o.Agency != "":
		return errs.Say(errs.NotFound, notYours)
	}
	return errs.Say(errs.Forbidden, forbidden)
}

// Refused tells whether an error says that something was not for its actor, as
// another than that it is not there.
func Refused(err error) bool {
	m, _ := errs.Public(err)
	return m.Key == notYours || m.Key == forbidden
}

// RequireSomewhere is Require for a list, which Agencies then narrows: a right in
// any agency opens it.
func RequireSomewhere(a Actor, permission string) error {
	if a.Kind == Person && !a.Rights.of(permission).Empty() {
		return fresh(a, permission)
	}
	return Require(a, permission, Object{})
}

func fresh(a Actor, permission string) error {
	if a.Kind == Person && a.Rights.strong(permission) && !a.Fresh {
		return errs.Say(errs.Confirm, "auth.confirm")
	}
	return nil
}

type key struct{}

// With puts the actor into a context, for rights and for the audit trail.
func With(ctx context.Context, a Actor) context.Context {
	by := audit.From(ctx)
	by.Actor, by.Office = a.Key(), a.Office
	return context.WithValue(audit.With(ctx, by), key{}, a)
}

// From finds the actor of a context; without one it is anybody.
func From(ctx context.Context) Actor {
	if a, ok := ctx.Value(key{}).(Actor); ok {
		return a
	}
	return Anybody()
}
