// Package intake is the one road of all data: received → read → checked →
// approved → published as an immutable version. Every step may be run again;
// a step that fails leaves the public figures as they were.
package intake

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"log/slog"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/table"
)

// Messages are the sentences of the road.
//
//go:embed messages/*.json
var Messages embed.FS

// Job is the name of the background job that walks one batch down the road.
const Job = "intake.walk"

// A Walk is the argument of that job.
type Walk struct {
	Batch string `json:"batch"`
}

// Options are the tools the road is made of.
type Options struct {
	Catalog *catalog.Store
	Ref     *ref.Store // whose data it is
	Blobs   blob.Store
	Tables  *table.Engine
	Formats []lewu.Format
	Home    string // region code of the province, "62"
	Temp    string // folder for work in progress, inside the data folder
	Clock   clock.Clock
	Log     *slog.Logger
	// Enqueue puts a Walk into the queue inside the transaction that received
	// the batch, so that nothing acknowledged is forgotten.
	Enqueue func(ctx context.Context, tx *sql.Tx, w Walk) error
}

// A Road walks batches.
type Road struct{ Options }

// New makes a Road.
func New(o Options) *Road { return &Road{o} }

// Work is the job behind the road: it walks one batch as far as a machine may.
func (r *Road) Work(ctx context.Context, args json.RawMessage) error {
	var w Walk
	if err := json.Unmarshal(args, &w); err != nil {
		return err
	}
	return r.Walk(ctx, w.Batch)
}

// record writes the audit line of a change inside its transaction: of the actor
// who was named, whoever the context is of, and of the request that it is of.
func (r *Road) record(ctx context.Context, tx *sql.Tx, actor auth.Actor, a audit.Act) error {
	return audit.Record(auth.With(ctx, actor), tx, r.Clock(), a)
}

// format finds a format by its name, as a manifest carries it.
func (r *Road) format(name string) (lewu.Format, bool) {
	for _, f := range r.Formats {
		if f.Name == name {
			return f, true
		}
	}
	return lewu.Format{}, false
}

// At is the same road at another time: the demo's deliveries came on different
// days.
func (r *Road) At(c clock.Clock) *Road {
	o := r.Options
	o.Clock = c
	return New(o)
}
