package app

import (
	"context"
	"database/sql"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// settingDemoDone says that the demo is whole: a start that was killed goes on
// the next time.
const settingDemoDone = "demo_done"

// Demo fills an empty store with the sample province as of a day, and says how
// many datasets there are. A store that holds anything else is a Conflict, or
// left alone without a word where ifEmpty is set.
func (h *House) Demo(ctx context.Context, day time.Time, ifEmpty bool, say func(lewu.Message)) (n int, err error) {
	defer errs.Wrap(&err, "app.Demo(%s)", clock.Day(day))

	begun, err := h.Catalog.Setting(ctx, catalog.SettingDemo)
	if err != nil {
		return 0, err
	}
	done, err := h.Catalog.Setting(ctx, settingDemoDone)
	if err != nil {
		return 0, err
	}
	empty, err := h.Catalog.Empty(ctx)
	if err != nil {
		return 0, err
	}
	if done != "" || begun == "" && !empty {
		if ifEmpty {
			return 0, nil
		}
		return 0, errs.Say(errs.Conflict, "app.not-empty")
	}
	if begun == "" {
		if err := h.set(ctx, catalog.SettingDemo, clock.Day(day)); err != nil {
			return 0, err
		}
	} else if day, err = clock.ParseDay(begun); err != nil {
		return 0, err
	}
	for _, room := range h.rooms {
		if room.Demo == nil {
			continue
		}
		if err := room.Demo(ctx, day, say); err != nil {
			return 0, err
		}
	}
	if err := h.Index(ctx); err != nil {
		return 0, err
	}
	list, err := h.Catalog.Published(ctx)
	if err != nil {
		return 0, err
	}
	return len(list), h.set(ctx, settingDemoDone, clock.Day(day))
}

func (h *House) set(ctx context.Context, name, value string) error {
	return h.DB.Write(ctx, func(tx *sql.Tx) error { return h.Catalog.SetSetting(ctx, tx, name, value) })
}
