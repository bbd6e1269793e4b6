package desk

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/text"
)

// through is the agency by whose right a scope reaches a dataset: its producer,
// or the one that confirms its figures. Where it reaches neither it is the
// producer, and the right is refused.
func through(scope auth.Scope, set catalog.Dataset) string {
	if confirmer := intake.Confirmer(set); !scope.Holds(set.AgencyID) && scope.Holds(confirmer) {
		return confirmer
	}
	return set.AgencyID
}

// strange is what is told of what does not exist and of what is another agency's:
// the same words, so that neither can be told from the other.
func strange(err error) error {
	if errs.Is(err, errs.NotFound) {
		return errs.Because(errs.NotFound, err, "auth.not-yours")
	}
	return err
}

// isID tells whether a text has the shape of an id: what has not is nobody's, and
// no store is asked for it.
func isID(text string) bool {
	for _, c := range text {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') && c != '-' {
			return false
		}
	}
	return len(text) == 36
}

// batchAsked is the id of the batch that an address names.
func batchAsked(r *http.Request) (string, error) {
	id := r.PathValue("id")
	if !isID(id) {
		return "", errs.Say(errs.NotFound, "auth.not-yours")
	}
	return id, nil
}

// setAsked is the dataset that an address names.
func (m *module) setAsked(r *http.Request) (catalog.Dataset, error) {
	slug := r.PathValue("slug")
	if slug != text.Slug(slug) {
		return catalog.Dataset{}, errs.Say(errs.NotFound, "auth.not-yours")
	}
	set, err := m.Catalog.Dataset(r.Context(), slug)
	return set, strange(err)
}

// ofSet asks for a permission on the dataset that an address names.
func (m *module) ofSet(perm string) lewu.Need {
	return lewu.Need{Perm: perm, Owner: func(r *http.Request) (string, error) {
		set, err := m.setAsked(r)
		return set.AgencyID, err
	}}
}

// toSeeSet asks for a permission that the producer's people and those of the
// agency that confirms may use, on the dataset that an address names.
func (m *module) toSeeSet(perm string) lewu.Need {
	return lewu.Need{Perm: perm, Owner: func(r *http.Request) (string, error) {
		set, err := m.setAsked(r)
		return through(auth.Agencies(r.Context(), perm), set), err
	}}
}

// ofBatch asks for a permission of the road on the batch that an address names.
func (m *module) ofBatch(perm string) lewu.Need {
	return lewu.Need{Perm: perm, Owner: func(r *http.Request) (string, error) {
		id, err := batchAsked(r)
		if err != nil {
			return "", err
		}
		agency, err := m.Road.Owner(r.Context(), perm, id)
		return agency, strange(err)
	}}
}

// toTake asks for the right to take the files of a batch.
func (m *module) toTake() lewu.Need {
	return lewu.Need{Perm: MayTake, Owner: func(r *http.Request) (string, error) {
		id, err := batchAsked(r)
		if err != nil {
			return "", err
		}
		b, err := m.Catalog.Batch(r.Context(), id)
		if err != nil {
			return "", strange(err)
		}
		set, err := m.Catalog.DatasetByID(r.Context(), b.Dataset)
		return through(auth.Agencies(r.Context(), MayTake), set), err
	}}
}

// agencyAsked is the agency that a new dataset is for: the one an address names,
// or the only one the sender may send for.
func (m *module) agencyAsked(r *http.Request) (string, error) {
	if id := r.URL.Query().Get(fieldAgency); id != "" {
		return id, nil
	}
	scope := auth.Agencies(r.Context(), intake.MayReceive)
	if !scope.Province && len(scope.Agencies) == 1 {
		return scope.Agencies[0], nil
	}
	return "", nil
}
