package intake

import (
	"context"
	"database/sql"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
)

// own gives a dataset the agencies that its words name: the one that answers for
// it, and the one that confirms its figures. What it was before stays as it is;
// anything else must be there today, or have an heir that is. The operator at the
// terminal may name one that is not registered, which is done for him; anybody
// else is told the nearest.
func (r *Road) own(ctx context.Context, tx *sql.Tx, actor auth.Actor, set *catalog.Dataset, before catalog.Dataset) error {
	if set.AgencyID == before.AgencyID && set.Agency != before.Agency {
		set.AgencyID = "" // said by its name
	}
	if set.AgencyID == "" || set.AgencyID != before.AgencyID {
		a, err := r.agency(ctx, tx, actor, *set, before.AgencyID)
		if err != nil {
			return err
		}
		today, err := r.Ref.Today(ctx, tx)
		if err != nil {
			return err
		}
		set.AgencyID, set.Agency, set.AgencySlug = a.ID, today[a.ID].Name, today[a.ID].Slug
	}
	if set.Substance != "" && set.Substance != before.Substance {
		owner, err := r.answering(ctx, tx, set.Substance, before.Substance)
		if err != nil {
			return err
		}
		set.Substance = owner.ID
	}
	if set.Substance == set.AgencyID {
		set.Substance = "" // the producer itself
	}
	return nil
}

// agency is the one that a dataset names, by its id or in words.
func (r *Road) agency(ctx context.Context, tx *sql.Tx, actor auth.Actor, set catalog.Dataset, was string) (ref.Agency, error) {
	if set.AgencyID != "" {
		return r.answering(ctx, tx, set.AgencyID, was)
	}
	if set.Agency == "" {
		return ref.Agency{}, errs.Say(errs.Invalid, "intake.agency-missing")
	}
	a, err := r.answering(ctx, tx, set.Agency, was)
	if errs.Is(err, errs.Invalid) && unknown(err) && actor.Kind == auth.Operator {
		return r.Ref.Ensure(ctx, tx, set.Agency, set.Contoh)
	}
	return a, err
}

// answering is who answers for an agency today: itself, or its heir by decree. The
// one that it was before stays, whatever became of it; nothing new is given to
// one that has ended.
func (r *Road) answering(ctx context.Context, tx *sql.Tx, word, was string) (ref.Agency, error) {
	a, err := r.Ref.FindAgencyIn(ctx, tx, word)
	if errs.Is(err, errs.NotFound) {
		m, _ := errs.Public(err) // a wrong word in a form, not a missing page
		return a, &errs.Error{Kind: errs.Invalid, Public: m, Err: err}
	}
	if err != nil || a.ID == was {
		return a, err
	}
	today, err := r.Ref.Today(ctx, tx)
	if err != nil {
		return a, err
	}
	heir := today[a.ID]
	if heir.Closed(clock.Day(r.Clock())) {
		return a, errs.Say(errs.Invalid, "ref.agency-closed", "name", heir.Name, "day", heir.Until)
	}
	return heir, nil
}

// unknown tells whether an error says that no agency has a name.
func unknown(err error) bool {
	m, _ := errs.Public(err)
	return m.Key == "ref.no-agency" || m.Key == "ref.no-agency-near"
}
