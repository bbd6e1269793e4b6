// Package waiting finds what waits for somebody: what they sent and has to be mended,
// what they have to sign, and what is due.
package waiting

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/intake"
)

// A Kind is why something waits.
type Kind string

// The kinds of tasks.
const (
	Returned Kind = "returned"
	Failed   Kind = "failed"
	Asking   Kind = "asking"
	Confirm  Kind = "confirm"
	Approve  Kind = "approve"
	Late     Kind = "late"
	Draft    Kind = "draft"
	Soon     Kind = "soon"
)

// Kinds are all kinds, in the order in which they are named.
func Kinds() []Kind {
	return []Kind{Returned, Failed, Asking, Confirm, Approve, Late, Draft, Soon}
}

// A Task is one thing that waits: a batch, or a dataset of which none came.
type Task struct {
	Kind  Kind
	Batch catalog.Batch
	Set   catalog.Dataset
	Late  int    // days
	By    string // the office that returned it
}

// soonAfter is how near a release is a task, in days.
const soonAfter = 7

// Scan bounds how many batches are looked at.
const Scan = 200

// Of is what waits for the actor of a context at a time, in the order of its
// kinds.
func Of(ctx context.Context, store *catalog.Store, now time.Time) ([]Task, error) {
	sent, busy, err := ownTasks(ctx, store)
	if err != nil {
		return nil, err
	}
	sign, err := signTasks(ctx, store)
	if err != nil {
		return nil, err
	}
	due, err := dueTasks(ctx, store, now, busy)
	if err != nil {
		return nil, err
	}
	list := slices.Concat(sent, sign, due)
	slices.SortStableFunc(list, func(a, b Task) int {
		return cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind))
	})
	return list, nil
}

// ownTasks are the batches that stand still until their sender does something.
// busy are the datasets that have anything on the road.
func ownTasks(ctx context.Context, store *catalog.Store) (list []Task, busy map[string]bool, err error) {
	busy = map[string]bool{}
	scope := auth.Agencies(ctx, intake.MayReceive)
	if scope.Empty() {
		return nil, busy, nil
	}
	entries, err := store.Batches(ctx, catalog.BatchFilter{Scope: scope, States: OnRoad(), Limit: Scan})
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		busy[e.Set.ID] = true
		kind := ownKind(e.Batch.State)
		if kind == "" {
			continue
		}
		t := Task{Kind: kind, Batch: e.Batch, Set: e.Set}
		if kind == Returned {
			if t.By, err = ReturnedBy(ctx, store, e.ID); err != nil {
				return nil, nil, err
			}
		}
		list = append(list, t)
	}
	return list, busy, nil
}

// ReturnedBy is the office that returned a batch last.
func ReturnedBy(ctx context.Context, store *catalog.Store, batch string) (string, error) {
	list, err := store.DecisionsOf(ctx, store.DB(), batch)
	i := slices.IndexFunc(list, func(d catalog.Decision) bool { return d.Act == catalog.SentBack })
	if err != nil || i < 0 {
		return "", err
	}
	return list[i].Office, nil
}

// OnRoad are the states of batches that are neither out nor off the road.
func OnRoad() []catalog.State {
	return []catalog.State{
		catalog.Received, catalog.Read, catalog.Checked, catalog.Asking, catalog.Draft, catalog.Submitted, catalog.Approved,
		catalog.Failed, catalog.Returned,
	}
}

// OffRoad are those of batches that will never be out.
func OffRoad() []catalog.State { return []catalog.State{catalog.Superseded, catalog.Cancelled} }

// ownKind is what a state asks of the sender; empty where nothing.
func ownKind(s catalog.State) Kind {
	switch s {
	case catalog.Returned:
		return Returned
	case catalog.Failed:
		return Failed
	case catalog.Asking:
		return Asking
	case catalog.Draft:
		return Draft
	}
	return ""
}

// signTasks are the batches that wait for a signature of the actor: those he had
// no hand in, and whose part nobody signed yet.
func signTasks(ctx context.Context, store *catalog.Store) (list []Task, err error) {
	actor := auth.From(ctx)
	for _, part := range []struct {
		kind   Kind
		filter catalog.BatchFilter
	}{
		{Confirm, catalog.BatchFilter{Substance: actor.Scope(intake.MayConfirm), Unsigned: catalog.Substance}},
		{Approve, catalog.BatchFilter{Scope: actor.Scope(intake.MayApprove), Unsigned: catalog.Form}},
	} {
		if part.filter.Scope.Empty() && part.filter.Substance.Empty() {
			continue
		}
		part.filter.States, part.filter.Stranger, part.filter.Limit = []catalog.State{catalog.Submitted}, actor.Key(), Scan
		entries, err := store.Batches(ctx, part.filter)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			twice := func(t Task) bool { return t.Batch.ID == e.ID } // somebody who may sign either part
			if !slices.ContainsFunc(list, twice) {
				list = append(list, Task{Kind: part.kind, Batch: e.Batch, Set: e.Set})
			}
		}
	}
	return list, nil
}

// dueTasks are the datasets whose next release is late or near, and of which
// nothing is on the road.
func dueTasks(ctx context.Context, store *catalog.Store, now time.Time, busy map[string]bool) (list []Task, err error) {
	scope := auth.Agencies(ctx, intake.MayReceive)
	if scope.Empty() {
		return nil, nil
	}
	sets, err := store.Datasets(ctx, scope, auth.Scope{})
	if err != nil {
		return nil, err
	}
	soon := clock.Day(now.AddDate(0, 0, soonAfter))
	for _, set := range sets {
		late := set.Late(now)
		switch {
		case busy[set.ID], set.Due == "", set.Current == 0, set.Frequency == catalog.Once:
		case late > 0:
			list = append(list, Task{Kind: Late, Set: set, Late: late})
		case set.Due <= soon:
			list = append(list, Task{Kind: Soon, Set: set})
		}
	}
	slices.SortStableFunc(list, func(a, b Task) int { return cmp.Compare(a.Set.Due, b.Set.Due) })
	return list, nil
}
