package intake_test

import (
	"database/sql"
	"slices"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/ref"
)

// An office is a bench with agencies and people: Dinas Contoh A produces, BKAD
// confirms what it is said to, Dinas Contoh B is a stranger, and the walidata is
// of the whole province.
type office struct {
	*bench
	a, b, bkad string // ids of the agencies

	rina, rudi  auth.Actor // operators of Dinas Contoh A
	budi, bella auth.Actor // its verifikators
	kadek       auth.Actor // owner of the substance at BKAD
	maya, mega  auth.Actor // walidata
	beni        auth.Actor // operator of Dinas Contoh B
}

func newOffice(t *testing.T, b *bench) *office {
	t.Helper()
	o := &office{bench: b}
	err := b.Catalog.DB().Write(t.Context(), func(tx *sql.Tx) error {
		for _, agency := range []struct {
			id   *string
			name string
		}{{&o.a, "Dinas Contoh A"}, {&o.b, "Dinas Contoh B"}, {&o.bkad, "BKAD (contoh)"}} {
			a, err := b.Ref.Ensure(t.Context(), tx, agency.name, true)
			if err != nil {
				return err
			}
			*agency.id = a.ID
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	o.rina, o.rudi = o.person(t, "rina", o.a, lewu.RoleOperator), o.person(t, "rudi", o.a, lewu.RoleOperator)
	o.budi, o.bella = o.person(t, "budi", o.a, lewu.RoleVerifier), o.person(t, "bella", o.a, lewu.RoleVerifier)
	o.kadek = o.person(t, "kadek", o.bkad, lewu.RoleSubstance)
	o.maya, o.mega = o.person(t, "maya", "", lewu.RoleWalidata), o.person(t, "mega", "", lewu.RoleWalidata)
	o.beni = o.person(t, "beni", o.b, lewu.RoleOperator)
	return o
}

// person holds roles within an agency, or the province where it is empty, with
// the second factor just shown.
func (o *office) person(t *testing.T, name, agency string, roles ...lewu.Role) auth.Actor {
	t.Helper()
	a := auth.Actor{Kind: auth.Person, ID: "akun-" + name, Name: name, Office: "Diskominfosantik (contoh)", Agency: agency, Fresh: true}
	if agency != "" {
		found, err := o.Ref.Agency(t.Context(), agency)
		if err != nil {
			t.Fatal(err)
		}
		a.Office = found.Name
	}
	var grants []auth.Grant
	for _, role := range roles {
		grants = append(grants, auth.Grant{Role: role, Agency: agency})
	}
	a.Rights = auth.RulesOf(intake.Permissions()).Rights(grants, func(id string) []string {
		line, err := o.Ref.Line(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return line
	})
	return a
}

// draft sends the first file of a dataset of Dinas Contoh A, and walks it to
// draf.
func (o *office) draft(t *testing.T, set *catalog.Dataset) catalog.Batch {
	t.Helper()
	set.Agency, set.AgencyID = "Dinas Contoh A", o.a
	return o.sendBy(t, o.rina, intake.Order{New: set, Data: file("2025-01.csv", month(2025, 1, 0))}, catalog.Draft)
}

func (o *office) sendBy(t *testing.T, actor auth.Actor, order intake.Order, want catalog.State) catalog.Batch {
	t.Helper()
	got, err := o.Receive(t.Context(), actor, order)
	if err != nil {
		t.Fatalf("Receive(%q): %v", order.Data.Name, err)
	}
	b := o.walk(t, got.ID)
	if b.State != want {
		t.Fatalf("%s: state %s %v, want %s", order.Data.Name, b.State, b.Failure, want)
	}
	return b
}

// submitted is a draft that was handed in.
func (o *office) submitted(t *testing.T, set *catalog.Dataset) catalog.Batch {
	t.Helper()
	b := o.draft(t, set)
	b, err := o.Submit(t.Context(), o.rina, b.ID, intake.SeenOf(b))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// publish takes a delivery of Dinas Contoh A to its end under two signatures.
func (o *office) publish(t *testing.T, b catalog.Batch) catalog.Version {
	t.Helper()
	o.ok(t, func() error { _, err := o.Submit(t.Context(), o.rina, b.ID, intake.SeenOf(b)); return err })
	o.ok(t, func() error { _, err := o.Confirm(t.Context(), o.budi, b.ID, b.Content); return err })
	o.ok(t, func() error { _, err := o.Approve(t.Context(), o.maya, b.ID, b.Content); return err })
	if b = o.walk(t, b.ID); b.State != catalog.Published {
		t.Fatalf("state %s %v, want terbit", b.State, b.Failure)
	}
	v, err := o.Catalog.Version(t.Context(), b.Dataset, b.Version)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (o *office) ok(t *testing.T, do func() error) {
	t.Helper()
	if err := do(); err != nil {
		t.Fatal(err)
	}
}

// refused holds an error against its kind and the key of its sentence.
func refused(t *testing.T, what string, err error, kind errs.Kind, key string) {
	t.Helper()
	m, _ := errs.Public(err)
	if !errs.Is(err, kind) || key != "" && m.Key != key {
		t.Errorf("%s: %v, want kind %d, %s", what, err, kind, key)
	}
}

// log is the public log of a dataset, oldest first, as "act office".
func (o *office) log(t *testing.T, dataset string) (lines []string) {
	t.Helper()
	list, err := o.Catalog.Decisions(t.Context(), dataset)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range slices.Backward(list) {
		lines = append(lines, string(d.Act)+" "+d.Office)
	}
	return lines
}

// merge makes Dinas Contoh A and B one agency by decree, and answers its id.
func (o *office) merge(t *testing.T, name string) string {
	t.Helper()
	var heir ref.Agency
	day := o.now.Format("2006-01-02")
	err := o.Catalog.DB().Write(t.Context(), func(tx *sql.Tx) (err error) {
		if heir, err = o.Ref.Add(t.Context(), tx, ref.Agency{Contoh: true, Periods: []ref.Period{{From: day, Name: name}}}); err != nil {
			return err
		}
		return o.Ref.Succeed(t.Context(), tx, ref.Succession{From: []string{o.a, o.b}, To: []string{heir.ID}, On: day, Decree: "Perda 1/2025"})
	})
	if err != nil {
		t.Fatal(err)
	}
	return heir.ID
}
