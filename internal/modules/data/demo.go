package data

import (
	"context"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
)

//go:embed demo/*.csv
var demoFiles embed.FS

// A delivery is one file of the demo on its way down the road, so many days
// before the demo's day.
type delivery struct {
	set      catalog.Dataset
	file     string
	body     func() (string, error)
	note     string
	daysAgo  int
	answers  map[string]string
	existing bool // for a dataset that an earlier delivery made
}

// demo fills the room: really published figures, typed in with their source,
// and synthetic ones. Both travel the road as files; no table is filled behind
// its back.
func (m *module) demo(ctx context.Context, day time.Time, say func(lewu.Message)) (err error) {
	defer errs.Wrap(&err, "data.demo(%s)", clock.Day(day))

	list := append(publicDeliveries(), sampleDeliveries(day)...)
	for i, d := range list {
		say(lewu.Msg("data.demo-sending", "n", strconv.Itoa(i+1), "total", strconv.Itoa(len(list)), "title", d.set.Title))
		if err := m.deliver(ctx, day, d); err != nil {
			return err
		}
	}
	return nil
}

// deliver sends one file and walks it to publication, at the time the demo
// says it came. A delivery that an earlier, killed start sent is only walked.
func (m *module) deliver(ctx context.Context, day time.Time, d delivery) (err error) {
	defer errs.Wrap(&err, "deliver(%q, %q)", d.set.Slug, d.file)

	road := m.Road.At(clock.At(day.AddDate(0, 0, -d.daysAgo).Add(9 * time.Hour)))
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
func (m *module) sent(ctx context.Context, d delivery) (catalog.Batch, error) {
	set, err := m.Catalog.Dataset(ctx, d.set.Slug)
	if err != nil {
		return catalog.Batch{}, err
	}
	return m.Catalog.BatchOf(ctx, set.ID, d.file)
}

func (m *module) send(ctx context.Context, road *intake.Road, d delivery) (catalog.Batch, error) {
	body, err := d.body()
	if err != nil {
		return catalog.Batch{}, err
	}
	order := intake.Order{
		Slug: d.set.Slug, Note: d.note, Answers: d.answers, Solo: "data pembuka peragaan",
		Data: intake.Parcel{Name: d.file, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(body)), nil
		}},
	}
	if !d.existing {
		order.New = &d.set
	}
	return road.Receive(ctx, auth.CommandLine("demo"), order)
}

// embedded is the body of a file that comes with the program.
func embedded(name string) func() (string, error) {
	return func() (string, error) {
		body, err := fs.ReadFile(demoFiles, path.Join("demo", name))
		return string(body), err
	}
}
