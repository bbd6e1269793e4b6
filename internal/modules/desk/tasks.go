package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/intake"
)

// A taskKind is why something waits.
type taskKind string

// The kinds of tasks.
const (
	taskReturned taskKind = "returned"
	taskFailed   taskKind = "failed"
	taskAsking   taskKind = "asking"
	taskConfirm  taskKind = "confirm"
	taskApprove  taskKind = "approve"
	taskLate     taskKind = "late"
	taskDraft    taskKind = "draft"
	taskSoon     taskKind = "soon"
)

// taskKinds are all kinds, in the order in which they are named.
func taskKinds() []taskKind {
	return []taskKind{taskReturned, taskFailed, taskAsking, taskConfirm, taskApprove, taskLate, taskDraft, taskSoon}
}

// A task is one thing that waits: a batch, or a dataset of which none came.
type task struct {
	kind  taskKind
	batch catalog.Batch
	set   catalog.Dataset
	late  int    // days
	by    string // the office that returned it
}

// soonAfter is how near a release is a task, in days.
const soonAfter = 7

// maxScan bounds how many batches are looked at for tasks.
const maxScan = 200

// tasks are what waits for the actor of a context, in the order of their kinds.
func (m *module) tasks(ctx context.Context) ([]task, error) {
	sent, busy, err := m.ownTasks(ctx)
	if err != nil {
		return nil, err
	}
	sign, err := m.signTasks(ctx)
	if err != nil {
		return nil, err
	}
	due, err := m.dueTasks(ctx, busy)
	if err != nil {
		return nil, err
	}
	list := slices.Concat(sent, sign, due)
	slices.SortStableFunc(list, func(a, b task) int {
		return cmp.Compare(slices.Index(taskKinds(), a.kind), slices.Index(taskKinds(), b.kind))
	})
	return list, nil
}

// waiting counts the tasks of an actor, for the menu of the desk.
func (m *module) waiting(ctx context.Context) (int, error) {
	list, err := m.tasks(ctx)
	return len(list), err
}

// ownTasks are the batches that stand still until their sender does something.
// busy are the datasets that have anything on the road.
func (m *module) ownTasks(ctx context.Context) (list []task, busy map[string]bool, err error) {
	busy = map[string]bool{}
	scope := auth.Agencies(ctx, intake.MayReceive)
	if scope.Empty() {
		return nil, busy, nil
	}
	entries, err := m.Catalog.Batches(ctx, catalog.BatchFilter{Scope: scope, States: onRoad(), Limit: maxScan})
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		busy[e.Set.ID] = true
		kind := ownKind(e.Batch.State)
		if kind == "" {
			continue
		}
		t := task{kind: kind, batch: e.Batch, set: e.Set}
		if kind == taskReturned {
			if t.by, err = m.returnedBy(ctx, e.ID); err != nil {
				return nil, nil, err
			}
		}
		list = append(list, t)
	}
	return list, busy, nil
}

// returnedBy is the office that returned a batch last.
func (m *module) returnedBy(ctx context.Context, batch string) (string, error) {
	list, err := m.Catalog.DecisionsOf(ctx, m.DB, batch)
	i := slices.IndexFunc(list, func(d catalog.Decision) bool { return d.Act == catalog.SentBack })
	if err != nil || i < 0 {
		return "", err
	}
	return list[i].Office, nil
}

// onRoad are the states of batches that are neither out nor off the road.
func onRoad() []catalog.State {
	return []catalog.State{
		catalog.Received, catalog.Read, catalog.Checked, catalog.Asking, catalog.Draft, catalog.Submitted, catalog.Approved,
		catalog.Failed, catalog.Returned,
	}
}

// offRoad are those of batches that will never be out.
func offRoad() []catalog.State { return []catalog.State{catalog.Superseded, catalog.Cancelled} }

// ownKind is what a state asks of the sender; empty where nothing.
func ownKind(s catalog.State) taskKind {
	switch s {
	case catalog.Returned:
		return taskReturned
	case catalog.Failed:
		return taskFailed
	case catalog.Asking:
		return taskAsking
	case catalog.Draft:
		return taskDraft
	}
	return ""
}

// signTasks are the batches that wait for a signature of the actor: those he had
// no hand in, and whose part nobody signed yet.
func (m *module) signTasks(ctx context.Context) (list []task, err error) {
	actor := auth.From(ctx)
	for _, part := range []struct {
		kind   taskKind
		filter catalog.BatchFilter
	}{
		{taskConfirm, catalog.BatchFilter{Substance: actor.Scope(intake.MayConfirm), Unsigned: catalog.Substance}},
		{taskApprove, catalog.BatchFilter{Scope: actor.Scope(intake.MayApprove), Unsigned: catalog.Form}},
	} {
		if part.filter.Scope.Empty() && part.filter.Substance.Empty() {
			continue
		}
		part.filter.States, part.filter.Stranger, part.filter.Limit = []catalog.State{catalog.Submitted}, actor.Key(), maxScan
		entries, err := m.Catalog.Batches(ctx, part.filter)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			twice := func(t task) bool { return t.batch.ID == e.ID } // somebody who may sign either part
			if !slices.ContainsFunc(list, twice) {
				list = append(list, task{kind: part.kind, batch: e.Batch, set: e.Set})
			}
		}
	}
	return list, nil
}

// dueTasks are the datasets whose next release is late or near, and of which
// nothing is on the road.
func (m *module) dueTasks(ctx context.Context, busy map[string]bool) (list []task, err error) {
	scope := auth.Agencies(ctx, intake.MayReceive)
	if scope.Empty() {
		return nil, nil
	}
	sets, err := m.Catalog.Datasets(ctx, scope, auth.Scope{})
	if err != nil {
		return nil, err
	}
	now := m.Clock()
	soon := clock.Day(now.AddDate(0, 0, soonAfter))
	for _, set := range sets {
		late := set.Late(now)
		switch {
		case busy[set.ID], set.Due == "", set.Current == 0, set.Frequency == catalog.Once:
		case late > 0:
			list = append(list, task{kind: taskLate, set: set, late: late})
		case set.Due <= soon:
			list = append(list, task{kind: taskSoon, set: set})
		}
	}
	slices.SortStableFunc(list, func(a, b task) int { return cmp.Compare(a.set.Due, b.set.Due) })
	return list, nil
}
