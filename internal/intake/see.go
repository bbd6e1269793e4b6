package intake

import (
	"context"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// See finds a batch for an actor who may look at it: somebody of the agency that
// produces the data, or of the one that confirms them. For anybody else it is
// NotFound.
func (r *Road) See(ctx context.Context, actor auth.Actor, id string) (s Sight, err error) {
	defer errs.Wrap(&err, "intake.See(%q)", id)
	if s, err = r.sightIn(ctx, r.Catalog.DB(), id); err != nil {
		return Sight{}, err
	}
	if err := require(actor, s.Set, id, readers(s.Set)); err != nil {
		return Sight{}, err
	}
	return s, nil
}

// Owner is the agency that a route about a batch asks for a permission: the one
// that confirms its figures for MayConfirm, else the one that produces them;
// whoever only confirms sees the batch under his own.
func (r *Road) Owner(ctx context.Context, permission, id string) (agency string, err error) {
	defer errs.Wrap(&err, "intake.Owner(%q, %q)", permission, id)
	b, err := r.Catalog.Batch(ctx, id)
	if err != nil {
		return "", err
	}
	set, err := r.Catalog.DatasetByID(ctx, b.Dataset)
	if err != nil {
		return "", err
	}
	scope := auth.Agencies(ctx, permission)
	if permission == MayConfirm || permission == MayRead && !scope.Holds(set.AgencyID) && scope.Holds(Confirmer(set)) {
		return Confirmer(set), nil
	}
	return set.AgencyID, nil
}

// sightIn reads all that the rules look at.
func (r *Road) sightIn(ctx context.Context, q db.Querier, id string) (s Sight, err error) {
	if s.Batch, err = r.Catalog.BatchIn(ctx, q, id); err != nil {
		return s, err
	}
	if s.Set, err = r.Catalog.DatasetByIDIn(ctx, q, s.Batch.Dataset); err != nil {
		return s, err
	}
	if s.Signatures, err = r.Catalog.SignaturesIn(ctx, q, id); err != nil {
		return s, err
	}
	s.Hands, err = r.Catalog.HandsIn(ctx, q, id)
	return s, err
}

// Preview gives the version that a batch would become, for the page of its
// dataset; of a published one, the version it became. Its moment of publication
// is now.
func (r *Road) Preview(ctx context.Context, actor auth.Actor, id string) (_ catalog.Dataset, _ catalog.Version, err error) {
	defer errs.Wrap(&err, "intake.Preview(%q)", id)
	s, err := r.See(ctx, actor, id)
	if err != nil {
		return catalog.Dataset{}, catalog.Version{}, err
	}
	if s.Batch.State == catalog.Published {
		v, err := r.Catalog.Version(ctx, s.Set.ID, s.Batch.Version)
		return s.Set, v, err
	}
	if s.Batch.Prepared == nil || s.Batch.State.Ended() {
		return catalog.Dataset{}, catalog.Version{}, errs.Say(errs.Conflict, "intake.no-preview", "state", string(s.Batch.State))
	}
	v := s.version()
	v.PublishedAt = r.Clock()
	return s.Set, v, nil
}

// version is what a batch that was prepared becomes.
func (s Sight) version() catalog.Version {
	b, p := s.Batch, s.Batch.Prepared
	v := catalog.Version{
		Dataset: b.Dataset, N: p.N, Batch: b.ID, Base: p.Base, Mode: b.Mode,
		Rows: p.Rows, Added: p.Added, Changed: p.Changed, Removed: p.Removed,
		Berkas: p.Berkas, BerkasSize: p.BerkasSize, Isi: p.Isi, IsiSize: p.IsiSize,
		Columns: p.Columns, Key: s.Set.Key, Manifest: p.Manifest, Extent: p.Extent,
		Note: b.Note, Solo: b.Solo, Publisher: b.Holder, Office: b.Office,
	}
	if b.Reading != nil {
		v.Recipe = b.Reading.Recipe
	}
	if g, ok := s.Signed(catalog.Substance); ok {
		v.SubstanceOffice = g.Office
	}
	if g, ok := s.Signed(catalog.Form); ok {
		v.FormOffice = g.Office
		if b.Solo == "" {
			v.Publisher, v.Office = g.Actor, g.Office
		}
	}
	return v
}
