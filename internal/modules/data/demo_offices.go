package data

import (
	"context"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
)

// demoWalidata is the agency of the demo that checks what the others send.
const demoWalidata = "Diskominfosantik (contoh)"

// The offices of a delivery of the demo: who sends it, who says that its figures
// are right, and who that its form is. They have no accounts, so nobody signs in as
// them; the road asks of them what it asks of everybody.
type offices struct{ sender, verifier, walidata auth.Actor }

// officesOf are those of a dataset.
func (m *module) officesOf(ctx context.Context, agency string) (o offices, err error) {
	producer, err := m.Ref.FindAgency(ctx, agency)
	if err != nil {
		return o, err
	}
	checker, err := m.Ref.FindAgency(ctx, demoWalidata)
	if err != nil {
		return o, err
	}
	own := func(id string) []string { return []string{id} }
	person := func(name, office, id string, g auth.Grant) auth.Actor {
		return auth.Actor{
			Kind: auth.Person, Name: name, Office: office, Agency: id, Fresh: true,
			Rights: m.Accounts.Rules().Rights([]auth.Grant{g}, own),
		}
	}
	return offices{
		sender:   person("Pengirim contoh", producer.Name, producer.ID, auth.Grant{Role: lewu.RoleOperator, Agency: producer.ID}),
		verifier: person("Verifikator contoh", producer.Name, producer.ID, auth.Grant{Role: lewu.RoleVerifier, Agency: producer.ID}),
		walidata: person("Walidata contoh", checker.Name, checker.ID, auth.Grant{Role: lewu.RoleWalidata}),
	}, nil
}
