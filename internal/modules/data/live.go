package data

import (
	"context"
	"strconv"

	lewu "github.com/lewu-id/lewu"
)

// live counts what the room holds, for the front page.
func (m *module) live(ctx context.Context) (lewu.Message, error) {
	sets, err := m.Catalog.Published(ctx)
	if err != nil || len(sets) == 0 {
		return lewu.Message{}, err
	}
	agencies := map[string]bool{}
	for _, e := range sets {
		agencies[e.AgencyAddress()] = true
	}
	return lewu.Msg("data.live", "n", strconv.Itoa(len(sets)), "agencies", strconv.Itoa(len(agencies))), nil
}
