package intake

import (
	"context"
	"database/sql"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// own gives a dataset the agency that its words name. The operator at the terminal
// may name one that is not registered, which is done for him; anybody else is
// told the nearest.
func (r *Road) own(ctx context.Context, tx *sql.Tx, actor auth.Actor, set *catalog.Dataset) error {
	word := set.Agency
	if set.AgencyID != "" {
		word = set.AgencyID
	}
	a, err := r.Ref.FindAgencyIn(ctx, tx, word)
	if errs.Is(err, errs.NotFound) && actor.Kind == auth.Operator && set.AgencyID == "" {
		a, err = r.Ref.Ensure(ctx, tx, set.Agency, set.Contoh)
	}
	if err != nil {
		return err
	}
	set.AgencyID, set.Agency = a.ID, a.Name
	if set.Substance == "" || set.Substance == a.ID {
		set.Substance = ""
		return nil
	}
	owner, err := r.Ref.FindAgencyIn(ctx, tx, set.Substance)
	set.Substance = owner.ID
	return err
}
