package data

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"slices"
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
	"github.com/lewu-id/lewu/internal/ref"
)

// demo fills the room: really published figures, typed in with their source,
// and synthetic ones. Both travel the road as files; no table is filled behind
// its back.
func (m *module) demo(ctx context.Context, day time.Time, say func(lewu.Message)) (err error) {
	defer errs.Wrap(&err, "data.demo(%s)", clock.Day(day))

	if err := m.register(ctx, sample.Agencies(day)); err != nil {
		return err
	}
	list := append(sample.Public(day), sample.Deliveries(day)...)
	for i, d := range list {
		say(lewu.Msg("data.demo-sending", "n", strconv.Itoa(i+1), "total", strconv.Itoa(len(list)), "title", d.Set.Title))
		if err := m.deliver(ctx, day, d); err != nil {
			return err
		}
	}
	for _, d := range sample.Waiting(day) {
		if _, err := m.submit(ctx, day, d); err != nil {
			return err
		}
	}
	return m.merge(ctx, sample.Merge(day))
}

// register writes the agencies of the demo down, those that an earlier, killed
// start did not.
func (m *module) register(ctx context.Context, list []ref.Agency) error {
	ctx = auth.With(ctx, auth.CommandLine("demo"))
	return m.DB.Write(ctx, func(tx *sql.Tx) error {
		for _, a := range list {
			_, err := m.Ref.FindAgencyIn(ctx, tx, a.Periods[len(a.Periods)-1].Name)
			if errs.Is(err, errs.NotFound) {
				_, err = m.Ref.Add(ctx, tx, a)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// merge lets some agencies of the demo be succeeded by another, once what they
// sent is there.
func (m *module) merge(ctx context.Context, c sample.Merger) error {
	ctx = auth.With(ctx, auth.CommandLine("demo"))
	return m.DB.Write(ctx, func(tx *sql.Tx) error {
		done := ref.Succession{On: c.On, Decree: c.Decree, DecreeOn: c.DecreeOn}
		for _, name := range append(slices.Clone(c.From), c.Into) {
			a, err := m.Ref.FindAgencyIn(ctx, tx, name)
			switch {
			case err != nil:
				return err
			case a.Until != "":
				return nil // an earlier start did it
			case name == c.Into:
				done.To = []string{a.ID}
			default:
				done.From = append(done.From, a.ID)
			}
		}
		return m.Ref.Succeed(ctx, tx, done)
	})
}

// deliver takes a file to publication, at the time the demo says it came: synthetic
// ones through the offices of their agency, published facts, which no office of the
// demo could vouch for, alone.
func (m *module) deliver(ctx context.Context, day time.Time, d sample.Delivery) (err error) {
	defer errs.Wrap(&err, "deliver(%q, %q)", d.Set.Slug, d.File)

	b, err := m.submit(ctx, day, d)
	if err == nil && b.State == catalog.Submitted {
		b, err = m.sign(ctx, day, d, b)
	}
	if err != nil {
		return err
	}
	if b.State != catalog.Published {
		findings, err := m.Catalog.Findings(ctx, b.ID)
		return fmt.Errorf("state %s: %v %v %w", b.State, b.Failure, findings, err)
	}
	return nil
}

// submit sends a file, and hands it in where two offices are to sign it. A delivery
// that an earlier, killed start sent goes on from where it is.
func (m *module) submit(ctx context.Context, day time.Time, d sample.Delivery) (catalog.Batch, error) {
	road, by, err := m.roadOf(ctx, day, d)
	if err != nil {
		return catalog.Batch{}, err
	}
	b, err := m.sent(ctx, d)
	if errs.Is(err, errs.NotFound) {
		b, err = m.send(ctx, road, by.sender, d)
	}
	if err == nil {
		b, err = m.walk(ctx, road, b.ID)
	}
	if err == nil && d.Set.Contoh && b.State == catalog.Draft {
		b, err = road.Submit(ctx, by.sender, b.ID, intake.SeenOf(b))
	}
	return b, err
}

// sign takes a delivery that was handed in on to publication. One that an earlier,
// killed start left half signed is signed to the end.
func (m *module) sign(ctx context.Context, day time.Time, d sample.Delivery, b catalog.Batch) (catalog.Batch, error) {
	road, by, err := m.roadOf(ctx, day, d)
	if err != nil {
		return b, err
	}
	if _, err := road.Confirm(ctx, by.verifier, b.ID, b.Content); err != nil && !errs.Is(err, errs.Conflict) {
		return b, err
	}
	if _, err := road.Approve(ctx, by.walidata, b.ID, b.Content); err != nil {
		return b, err
	}
	return m.walk(ctx, road, b.ID)
}

// roadOf is the road at the time a delivery came, and the offices that walk it.
func (m *module) roadOf(ctx context.Context, day time.Time, d sample.Delivery) (*intake.Road, offices, error) {
	road := m.Road.At(clock.At(day.AddDate(0, 0, -d.DaysAgo).Add(9 * time.Hour)))
	if !d.Set.Contoh {
		return road, offices{sender: auth.CommandLine("demo")}, nil
	}
	by, err := m.officesOf(ctx, d.Set.Agency)
	return road, by, err
}

// walk takes a delivery as far as a machine may.
func (m *module) walk(ctx context.Context, road *intake.Road, id string) (catalog.Batch, error) {
	if err := road.Walk(ctx, id); err != nil {
		return catalog.Batch{}, err
	}
	return m.Catalog.Batch(ctx, id)
}

// sent finds a delivery that is already on the road.
func (m *module) sent(ctx context.Context, d sample.Delivery) (catalog.Batch, error) {
	set, err := m.Catalog.Dataset(ctx, d.Set.Slug)
	if err != nil {
		return catalog.Batch{}, err
	}
	return m.Catalog.BatchOf(ctx, set.ID, d.File)
}

func (m *module) send(ctx context.Context, road *intake.Road, sender auth.Actor, d sample.Delivery) (catalog.Batch, error) {
	body, err := d.Body()
	if err != nil {
		return catalog.Batch{}, err
	}
	order := intake.Order{
		Slug: d.Set.Slug, Note: d.Note, Answers: d.Answers,
		Data: intake.Parcel{Name: d.File, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(body)), nil
		}},
	}
	if !d.Set.Contoh {
		order.Solo = "angka publik, disalin dari sumbernya"
	}
	if !d.Existing {
		order.New = &d.Set
	}
	return road.Receive(ctx, sender, order)
}
