package auth

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// SetGrants replaces the roles of an account; it takes effect with each session's
// next request. Nobody changes his own, nor gives what is beyond his own scope
// (Forbidden); the last admin stays one (Conflict).
func (s *Accounts) SetGrants(ctx context.Context, tx *sql.Tx, id string, grants []Grant) (err error) {
	defer errs.Wrap(&err, "auth.SetGrants(%q)", id)

	a, err := s.one(ctx, tx, "a.id = $1", id)
	if err != nil {
		return err
	}
	if err := s.mayKeep(ctx, a); err != nil {
		return err
	}
	_, err = s.setGrants(ctx, tx, a, grants)
	return err
}

// setGrants is SetGrants of an account that was read, who may act aside. It gives
// the roles in their order.
func (s *Accounts) setGrants(ctx context.Context, tx *sql.Tx, a Account, grants []Grant) ([]Grant, error) {
	grants, err := tidyGrants(grants)
	if err != nil {
		return nil, err
	}
	gone, added := without(a.Grants, grants), without(grants, a.Grants)
	if len(gone)+len(added) == 0 {
		return grants, nil
	}
	by := From(ctx)
	if by.Kind == Person && by.ID == a.ID {
		return nil, errs.Say(errs.Forbidden, "auth.own-grants")
	}
	for _, g := range slices.Concat(gone, added) {
		if by.Kind == Person && !by.Scope(PermPeople).Holds(g.Agency) {
			return nil, errs.Say(errs.Forbidden, "auth.beyond")
		}
	}
	if slices.Contains(gone, Grant{Role: lewu.RoleAdmin}) {
		if err := s.notLast(ctx, tx, a); err != nil {
			return nil, err
		}
	}
	now := s.now()
	for _, g := range gone {
		_, err := tx.ExecContext(ctx, `delete from account_grant where account = $1 and role = $2 and agency = $3`, a.ID, g.Role, g.Agency)
		if err != nil {
			return nil, err
		}
	}
	for _, g := range added {
		_, err := tx.ExecContext(ctx, `insert into account_grant (account, role, agency, by_whom, at) values ($1, $2, $3, $4, $5)`,
			a.ID, g.Role, g.Agency, by.Key(), clock.Millis(now))
		if err != nil {
			return nil, err
		}
	}
	return grants, audit.Record(ctx, tx, now, audit.Act{
		Action: "auth.grants", Object: object(a.ID), Scope: a.Agency, Before: grantNames(a.Grants), After: grantNames(grants),
	})
}

// notLast refuses to take away the last admin who can sign in.
func (s *Accounts) notLast(ctx context.Context, tx *sql.Tx, a Account) error {
	if !a.Complete() || !a.ClosedAt.IsZero() || !slices.Contains(a.Grants, Grant{Role: lewu.RoleAdmin}) {
		return nil
	}
	other, err := s.adminElse(ctx, tx, a.ID)
	if err == nil && !other {
		err = errs.Say(errs.Conflict, "auth.last-admin", "name", a.Name)
	}
	return err
}

// tidyGrants sorts roles, drops what stands twice and refuses what is no role.
func tidyGrants(grants []Grant) ([]Grant, error) {
	list := slices.Clone(grants)
	for _, g := range list {
		if !slices.Contains(lewu.Roles(), g.Role) {
			return nil, errs.Say(errs.Invalid, "auth.bad-role", "role", short(string(g.Role)))
		}
	}
	slices.SortFunc(list, func(a, b Grant) int {
		return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Agency, b.Agency))
	})
	return slices.Compact(list), nil
}

// without lists the roles of a that are not in b.
func without(a, b []Grant) (list []Grant) {
	for _, g := range a {
		if !slices.Contains(b, g) {
			list = append(list, g)
		}
	}
	return list
}

// grantNames are roles as the trail keeps them: "operator@0192…", "admin".
func grantNames(grants []Grant) []string {
	list := make([]string, 0, len(grants))
	for _, g := range grants {
		name := string(g.Role)
		if g.Agency != "" {
			name += "@" + g.Agency
		}
		list = append(list, name)
	}
	return list
}
