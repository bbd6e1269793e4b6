package auth

import (
	"context"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// A Grant is a role held within an agency, by its id, or within the province
// where Agency is empty.
type Grant struct {
	Role   lewu.Role
	Agency string
}

// A Scope is where a permission is held: the whole province, or some agencies.
type Scope struct {
	Province bool
	Agencies []string // ids, sorted; heirs and predecessors by decree are among them
}

// Empty tells whether the permission is held nowhere.
func (s Scope) Empty() bool { return !s.Province && len(s.Agencies) == 0 }

// Holds tells whether an agency is in the scope; the empty agency is the whole
// province.
func (s Scope) Holds(agency string) bool {
	return s.Province || agency != "" && slices.Contains(s.Agencies, agency)
}

// SQL is the scope as a condition on a column that holds the id of an agency; its
// parameters are put behind args: "d.agency_id IN ($3, $4)".
func (s Scope) SQL(column string, args *[]any) string {
	switch {
	case s.Province:
		return "1 = 1"
	case len(s.Agencies) == 0:
		return "1 = 0"
	}
	marks := make([]string, len(s.Agencies))
	for i, id := range s.Agencies {
		*args = append(*args, id)
		marks[i] = "$" + strconv.Itoa(len(*args))
	}
	return column + " IN (" + strings.Join(marks, ", ") + ")"
}

// Rights is every permission of an actor with its scope.
type Rights struct {
	scopes map[string]Scope
	rules  Rules
}

func (r Rights) of(permission string) Scope { return r.scopes[permission] }

func (r Rights) strong(permission string) bool { return r.rules[permission].Strong }

// Names lists the permissions that are held somewhere, sorted.
func (r Rights) Names() (list []string) {
	for name, scope := range r.scopes {
		if !scope.Empty() {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// Rules are the permissions of the house by name, as the rooms declare them.
type Rules map[string]lewu.Permission

// RulesOf gathers permissions.
func RulesOf(list []lewu.Permission) Rules {
	rules := make(Rules, len(list))
	for _, p := range list {
		rules[p.Name] = p
	}
	return rules
}

// Rights works out what grants allow. line gives the agencies that count as one
// with an agency: itself, those it succeeded, and its heir by decree.
func (rules Rules) Rights(grants []Grant, line func(agency string) []string) Rights {
	r := Rights{scopes: make(map[string]Scope), rules: rules}
	for name, p := range rules {
		scope := Scope{Province: name == PermSelf || name == PermMeans} // of no agency
		for _, g := range grants {
			switch {
			case !slices.Contains(p.Roles, g.Role):
			case g.Agency == "":
				scope.Province = true
			default:
				scope.Agencies = append(scope.Agencies, line(g.Agency)...)
			}
		}
		slices.Sort(scope.Agencies)
		scope.Agencies = slices.Compact(scope.Agencies)
		r.scopes[name] = scope
	}
	return r
}

// Rules are the permissions of the house.
func (s *Accounts) Rules() Rules { return s.rules }

// Agencies is where the actor of a context holds a permission: the argument of
// every list that shows agencies' things, so that none filters afterwards.
func Agencies(ctx context.Context, permission string) Scope {
	return From(ctx).Scope(permission)
}
