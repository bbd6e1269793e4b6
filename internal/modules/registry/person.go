package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/roster"
	"github.com/lewu-id/lewu/internal/web"
)

// personOwner is the agency of the person of an address.
func (m *module) personOwner(r *http.Request) (string, error) {
	a, err := m.Accounts.Account(r.Context(), r.PathValue("id"))
	return a.Agency, err
}

// seenPerson is what a page of a person was made from: another value after
// somebody else changed anything of it.
func seenPerson(a auth.Account) string {
	return fingerprint([]any{a.Mail, a.Name, a.Agency, a.Post, a.Grants, a.ClosedAt.IsZero()})
}

// seenInvite is what the invitation of a person was when a page was made.
func seenInvite(a auth.Account) string {
	return fingerprint([]any{a.Invited.UnixMilli(), a.Complete()})
}

// fingerprint is a short hash of a value, to tell whether it changed.
func fingerprint(v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		return "" // plain values only: never
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:12])
}

// A state is how somebody stands, as a word with a shape.
func (m *module) state(b web.Base, a auth.Account) web.Fresh {
	f := web.Fresh{Page: b}
	switch {
	case !a.ClosedAt.IsZero():
		f.Age, f.Text = "final", lewu.Msg("registry.state.closed", "day", b.Date(a.ClosedAt))
	case a.Demo:
		f.Text = lewu.Msg("registry.state.demo")
	case a.Complete():
		f.Text = lewu.Msg("registry.state.active")
	case a.Invited.After(m.Clock()):
		f.Age, f.Text = "stale", lewu.Msg("registry.state.invited", "day", b.Date(a.Invited))
	default:
		f.Age, f.Text = "late", lewu.Msg("registry.state.uninvited")
	}
	return f
}

// roleName is what a role is called; a verifier by the province's own word.
func (m *module) roleName(b web.Base, role lewu.Role, verifier string) string {
	if role == lewu.RoleVerifier && verifier != "" {
		return verifier
	}
	return b.T("registry.role." + string(role))
}

// roleChoices are the roles of a select, with a word to begin with.
func (m *module) roleChoices(b web.Base, verifier string) []web.Choice {
	list := []web.Choice{{Label: b.T("registry.choose")}}
	for _, r := range lewu.Roles() {
		list = append(list, web.Choice{Value: string(r), Label: m.roleName(b, r, verifier)})
	}
	return list
}

// provinceValue is the choice of the whole province among agencies.
const provinceValue = "provinsi"

// A grantForm is a role and where it is to hold, as a form gives it.
type grantForm struct{ role, where string }

// grant reads it; agency is where the person sits.
func (g grantForm) grant() (auth.Grant, error) {
	role, ok := roster.ParseRole(g.role)
	out := auth.Grant{Role: role, Agency: g.where}
	if g.where == provinceValue {
		out.Agency = ""
	}
	switch {
	case !ok:
		return auth.Grant{}, invalid("registry.role-missing")
	case g.where == "":
		return auth.Grant{}, invalid("registry.where-missing")
	case roster.Bound(role) && out.Agency == "":
		return auth.Grant{}, invalid("registry.role-bound")
	case roster.Free(role) && out.Agency != "":
		return auth.Grant{}, invalid("registry.role-free")
	}
	return out, nil
}

// colleagues are those of an agency who may take over from somebody.
func (m *module) colleagues(ctx context.Context, a auth.Account) ([]auth.Account, error) {
	list, err := m.Accounts.List(ctx, auth.Filter{Scope: scopeOf(a.Agency)})
	return slices.DeleteFunc(list, func(other auth.Account) bool { return other.ID == a.ID || other.Agency != a.Agency }), err
}

// scopeOf is an agency as a scope; the province's own people are in the whole
// province only.
func scopeOf(agency string) auth.Scope {
	if agency == "" {
		return auth.Scope{Province: true}
	}
	return auth.Scope{Agencies: []string{agency}}
}
