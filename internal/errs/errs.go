// Package errs gives an error a kind, and a sentence for people beside the
// chain for the operator. Handlers return errors; one adapter in web turns the
// kind into a status and the sentence into a page or a problem document.
package errs

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// A Kind is what sort of failure it is, and so what a caller may do about it.
type Kind int

// Kinds of failure. Internal is the zero value: nobody's fault but ours.
const (
	Internal  Kind = iota
	NotFound       // no such thing, or not for this actor to know of
	Invalid        // what was asked or sent is not understood
	Conflict       // something changed in between, or a name is taken
	Forbidden      // known, but not allowed
	SignIn         // first say who you are
	Confirm        // first show the second factor again
	Gone           // was here and was withdrawn
	TooLarge       // over a stated limit
	Busy           // try again in a moment
	Full           // no room on the disk or in the store
)

// An Error carries a kind and, where people should read it, a sentence.
type Error struct {
	Kind   Kind
	Public lewu.Message
	Err    error // what lies beneath; may be nil
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Public.Key)
	names := make([]string, 0, len(e.Public.Args))
	for name := range e.Public.Args {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(&b, " %s=%q", name, e.Public.Args[name])
	}
	if e.Err != nil {
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// Say makes an error of a kind with a public sentence: a message key, then
// name, value pairs for its placeholders.
func Say(kind Kind, key string, pairs ...string) error {
	return &Error{Kind: kind, Public: lewu.Msg(key, pairs...)}
}

// Because is Say with the cause beneath it, which only the operator sees.
func Because(kind Kind, err error, key string, pairs ...string) error {
	return &Error{Kind: kind, Public: lewu.Msg(key, pairs...), Err: err}
}

// Wrap puts "what(args): " before *err, once; it does nothing to nil. Use it
// deferred on a named result.
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}

// KindOf finds the kind of an error; Internal where nobody gave it one.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is tells whether err is of a kind. A nil error is of none.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// Public finds the sentence for people; ok is false where there is none.
func Public(err error) (m lewu.Message, ok bool) {
	var e *Error
	if errors.As(err, &e) && e.Public.Key != "" {
		return e.Public, true
	}
	return lewu.Message{}, false
}
