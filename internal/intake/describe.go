package intake

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Describe changes what is said of a dataset: its titles, agency, topic and
// metadata. A meaning must be of a column of the version in force, or of one of
// more: the columns of a delivery still on the road. Key, period, mode and
// address cannot be changed here.
func (r *Road) Describe(ctx context.Context, actor auth.Actor, slug string, more []lewu.Column, change func(d *catalog.Dataset)) (d catalog.Dataset, err error) {
	defer errs.Wrap(&err, "intake.Describe(%q)", slug)

	if d, err = r.Catalog.Dataset(ctx, slug); err != nil {
		return d, err
	}
	if err := auth.Require(actor, MayDescribe, auth.Object{Kind: "dataset", ID: slug, Agency: d.AgencyID}); err != nil {
		return d, err
	}
	columns := more
	if d.Current > 0 {
		v, err := r.Catalog.Version(ctx, d.ID, d.Current)
		if err != nil {
			return d, err
		}
		columns = append(slices.Clone(v.Columns), more...)
	}
	return d, r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		before, err := r.Catalog.DatasetIn(ctx, tx, slug)
		if err != nil {
			return err
		}
		d = before
		change(&d)
		d.ID, d.Slug, d.UpdatedAt = before.ID, before.Slug, r.Clock()
		if err := settleWords(&d); err != nil {
			return err
		}
		if err := r.reassign(ctx, tx, actor, before, &d); err != nil {
			return err
		}
		if strangers := d.Strangers(columns); len(strangers) > 0 && len(columns) > 0 {
			return errs.Say(errs.Invalid, "intake.meaning-unknown", "column", strangers[0], "columns", columnNames(columns))
		}
		if err := r.Catalog.UpdateMetadata(ctx, tx, d); err != nil {
			return err
		}
		if err := r.record(ctx, tx, actor, audit.Act{Action: MayDescribe, Object: "dataset/" + slug, Scope: d.AgencyID, Before: before, After: d}); err != nil {
			return err
		}
		return announce.Write(ctx, tx, "dataset", slug, d.UpdatedAt)
	})
}

// reassign gives a dataset to the agencies that its words name, where they name
// others than before. Which one confirms the figures is not for their sender to
// say; what the one before signed for deliveries that still wait is void.
func (r *Road) reassign(ctx context.Context, tx *sql.Tx, actor auth.Actor, before catalog.Dataset, d *catalog.Dataset) error {
	if d.Agency == before.Agency && d.AgencyID == before.AgencyID && d.Substance == before.Substance {
		return nil
	}
	if err := r.own(ctx, tx, actor, d, before); err != nil {
		return err
	}
	if err := auth.Require(actor, MayDescribe, auth.Object{Kind: "dataset", ID: d.Slug, Agency: d.AgencyID}); err != nil {
		return err // nobody gives a dataset to an agency he has no say in
	}
	if d.Substance != before.Substance && !auth.Can(actor, MayApprove, auth.Object{Kind: "dataset", ID: d.Slug, Agency: before.AgencyID}) {
		return errs.Say(errs.Forbidden, "intake.confirmer")
	}
	if Confirmer(*d) == Confirmer(before) {
		return nil
	}
	batches, err := r.Catalog.VoidSubstance(ctx, tx, d.ID, catalog.Reassigned, r.Clock())
	if err != nil {
		return err
	}
	for _, id := range batches {
		decided := catalog.Decision{Dataset: d.ID, Batch: id, Act: catalog.Reassigned, Office: actor.Office, At: r.Clock()}
		if err := r.Catalog.Decide(ctx, tx, decided); err != nil {
			return err
		}
	}
	return nil
}

// meaningFindings tells of meanings whose column a delivery lacks: no reason to
// stop it, but its dictionary would stay empty there.
func meaningFindings(set catalog.Dataset, columns []lewu.Column) (list []lewu.Finding) {
	for _, name := range set.Strangers(columns) {
		list = append(list, lewu.Finding{
			Severity: lewu.Warn, Column: name,
			Message: lewu.Msg("intake.meaning-unknown", "column", name, "columns", columnNames(columns)),
		})
	}
	return list
}

// columnNames are the names of columns as a sentence lists them.
func columnNames(columns []lewu.Column) string {
	var names []string
	for _, c := range columns {
		if !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	return strings.Join(names, ", ")
}
