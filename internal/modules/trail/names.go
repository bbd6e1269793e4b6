package trail

import (
	"context"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// names are the people and agencies behind the ids of the trail, as they are
// called today.
type names struct {
	m        *module
	people   map[string]string
	agencies map[string]string
}

// maxPeople is more accounts than a province has.
const maxPeople = 20_000

// namesOf reads who there is, closed accounts too.
func (m *module) namesOf(ctx context.Context) (*names, error) {
	n := &names{m: m, people: map[string]string{}, agencies: map[string]string{}}
	list, err := m.Accounts.List(ctx, auth.Filter{Scope: auth.Scope{Province: true}, Closed: true, Limit: maxPeople})
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		n.people[a.ID] = a.Name
	}
	return n, nil
}

// person is whoever acted: by the account, or as the trail has it.
func (n *names) person(b web.Base, actor string) string {
	if name, ok := n.people[actor]; ok && name != "" {
		return name
	}
	switch actor {
	case "":
		return b.T("trail.nobody")
	case "system":
		return b.T("trail.machine")
	case "publik":
		return b.T("trail.public")
	}
	return actor
}

// agency is the name of an agency by its id; an id that is none stays as it is.
func (n *names) agency(ctx context.Context, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	if name, ok := n.agencies[id]; ok {
		return name, nil
	}
	name := id
	a, err := n.m.Ref.Agency(ctx, id)
	switch {
	case err == nil:
		name = a.Name
	case !errs.Is(err, errs.NotFound):
		return "", err
	}
	n.agencies[id] = name
	return name, nil
}
