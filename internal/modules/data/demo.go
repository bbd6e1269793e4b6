package data

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/modules/data/sample"
)

// demo fills the room: really published figures, typed in with their source,
// and synthetic ones. Both travel the road as files; no table is filled behind
// its back.
func (m *module) demo(ctx context.Context, day time.Time, say func(lewu.Message)) (err error) {
	defer errs.Wrap(&err, "data.demo(%s)", clock.Day(day))

	list := append(sample.Public(day), sample.Deliveries(day)...)
	for i, d := range list {
		say(lewu.Msg("data.demo-sending", "n", strconv.Itoa(i+1), "total", strconv.Itoa(len(list)), "title", d.Set.Title))
		if err := m.deliver(ctx, day, d); err != nil {
			return err
		}
	}
	return nil
}

// deliver sends one file and walks it to publication, at the time the demo
// says it came. A delivery that an earlier, killed start sent is only walked.
func (m *module) deliver(ctx context.Context, day time.Time, d sample.Delivery) (err error) {
	defer errs.Wrap(&err, "deliver(%q, %q)", d.Set.Slug, d.File)

	road := m.Road.At(clock.At(day.AddDate(0, 0, -d.DaysAgo).Add(9 * time.Hour)))
	b, err := m.sent(ctx, d)
	if errs.Is(err, errs.NotFound) {
		b, err = m.send(ctx, road, d)
	}
	if err != nil {
		return err
	}
	if err := road.Walk(ctx, b.ID); err != nil {
		return err
	}
	if b, err = m.Catalog.Batch(ctx, b.ID); err != nil {
		return err
	}
	if b.State != catalog.Published {
		findings, err := m.Catalog.Findings(ctx, b.ID)
		return fmt.Errorf("state %s: %v %v %w", b.State, b.Failure, findings, err)
	}
	return nil
}

// sent finds a delivery that is already on the road.
func (m *module) sent(ctx context.Context, d sample.Delivery) (catalog.Batch, error) {
	set, err := m.Catalog.Dataset(ctx, d.Set.Slug)
	if err != nil {
		return catalog.Batch{}, err
	}
	return m.Catalog.BatchOf(ctx, set.ID, d.File)
}

func (m *module) send(ctx context.Context, road *intake.Road, d sample.Delivery) (catalog.Batch, error) {
	body, err := d.Body()
	if err != nil {
		return catalog.Batch{}, err
	}
	order := intake.Order{
		Slug: d.Set.Slug, Note: d.Note, Answers: d.Answers, Solo: "data pembuka peragaan",
		Data: intake.Parcel{Name: d.File, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(body)), nil
		}},
	}
	if !d.Existing {
		order.New = &d.Set
	}
	return road.Receive(ctx, auth.CommandLine("demo"), order)
}
