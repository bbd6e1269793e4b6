// Package auth says who acts and what they may do. Every route has a Need;
// Can is the one place that answers it.
package auth

import (
	"context"
	"embed"

	"github.com/lewu-id/lewu/internal/errs"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// A Role is what somebody is to the house.
type Role string

// The roles there are before people have accounts: anybody, the machine
// itself, and the one operator who holds the data folder and so may do all.
const (
	Public   Role = "publik"
	Machine  Role = "mesin"
	Operator Role = "operator"
)

// An Actor is who does something: a name for the audit, and an office for the
// public, which never reads names.
type Actor struct {
	Role   Role
	Name   string
	Office string
}

// Anybody is an actor nobody knows.
func Anybody() Actor { return Actor{Role: Public} }

// CommandLine is the operator at the terminal of the machine.
func CommandLine(name string) Actor {
	return Actor{Role: Operator, Name: name, Office: "operator"}
}

// An Object is what a permission is asked for: a thing, and the agency that
// owns it. An empty Agency is the whole province.
type Object struct {
	Kind   string // "dataset"
	ID     string
	Agency string
}

// Can tells whether an actor has a permission on an object. No permission
// asked (the zero Need) is everybody's; the operator at the terminal has all;
// nobody else has any until people have accounts.
func Can(a Actor, permission string, _ Object) bool {
	return permission == "" || a.Role == Operator
}

// Require is Can as an error of kind Forbidden.
func Require(a Actor, permission string, o Object) error {
	if Can(a, permission, o) {
		return nil
	}
	return errs.Say(errs.Forbidden, "auth.forbidden")
}

type key struct{}

// With puts the actor into a context.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, key{}, a) }

// From finds the actor of a context; without one it is anybody.
func From(ctx context.Context) Actor {
	if a, ok := ctx.Value(key{}).(Actor); ok {
		return a
	}
	return Anybody()
}
