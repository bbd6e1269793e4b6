package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/platform"
)

// gather gives the rooms what all of them declared.
func (h *House) gather() {
	h.Platform.House = platform.House{
		Rooms: h.nav, Operations: h.operations, KPIs: h.kpis, Cards: h.cards, Layers: h.layers, Answers: h.answers, Paths: h.paths,
		Ready: h.readyChecks, Queue: h.queue.Status, Build: h.build,
	}
}

// nav is the main menu, in its order.
func (h *House) nav() (list []lewu.NavItem) {
	for _, room := range h.rooms {
		list = append(list, room.Nav...)
	}
	slices.SortStableFunc(list, func(a, b lewu.NavItem) int { return cmp.Compare(a.Order, b.Order) })
	return list
}

// operations is the whole API, room by room.
func (h *House) operations() (list []lewu.Operation) {
	for _, room := range h.rooms {
		list = append(list, room.API...)
	}
	return list
}

// kpis are the figures of the front page, in their order.
func (h *House) kpis(ctx context.Context) ([]lewu.KPI, error) {
	list, err := collect(h.rooms, func(room lewu.Description) ([]lewu.KPI, error) {
		if room.KPIs == nil {
			return nil, nil
		}
		return room.KPIs(ctx)
	})
	slices.SortStableFunc(list, func(a, b lewu.KPI) int { return cmp.Compare(a.Order, b.Order) })
	return list, err
}

// cards is what all rooms say of a thing, in their order.
func (h *House) cards(ctx context.Context, subject lewu.Ref) ([]lewu.Card, error) {
	list, err := collect(h.rooms, func(room lewu.Description) ([]lewu.Card, error) {
		if room.Cards == nil {
			return nil, nil
		}
		return room.Cards(ctx, subject)
	})
	slices.SortStableFunc(list, func(a, b lewu.Card) int { return cmp.Compare(a.Order, b.Order) })
	return list, err
}

// layers are what the map of the kab/kota can show, in their order.
func (h *House) layers(ctx context.Context) ([]lewu.Layer, error) {
	list, err := collect(h.rooms, func(room lewu.Description) ([]lewu.Layer, error) {
		if room.Layers == nil {
			return nil, nil
		}
		return room.Layers(ctx)
	})
	slices.SortStableFunc(list, func(a, b lewu.Layer) int { return cmp.Compare(a.Order, b.Order) })
	return list, err
}

// answers are the figures that answer a question, best first within a room.
func (h *House) answers(ctx context.Context, q lewu.Question) ([]lewu.KPI, error) {
	return collect(h.rooms, func(room lewu.Description) ([]lewu.KPI, error) {
		if room.Answer == nil {
			return nil, nil
		}
		return room.Answer(ctx, q)
	})
}

// paths are the public pages of all rooms.
func (h *House) paths(ctx context.Context, put func(path string, changed time.Time) error) error {
	for _, room := range h.rooms {
		if room.Paths == nil {
			continue
		}
		if err := room.Paths(ctx, put); err != nil {
			return err
		}
	}
	return nil
}

// collect joins what each room says. One that fails does not silence the
// others: what they say comes with the error.
func collect[T any](rooms []lewu.Description, say func(lewu.Description) ([]T, error)) (list []T, err error) {
	var faults []error
	for _, room := range rooms {
		more, err := say(room)
		if err != nil {
			faults = append(faults, fmt.Errorf("room %s: %w", room.Name, err))
		}
		list = append(list, more...)
	}
	return list, errors.Join(faults...)
}
