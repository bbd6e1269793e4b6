package roster

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/ref"
)

// A body is an agency as the workbook leaves it: the rows that are its periods.
type body struct {
	handle handle
	have   *ref.Agency // nil: it is new
	rows   []period
	add    []ref.Period // of one that is there: periods that are new or otherwise
}

// A period is one row of the sheet Instansi.
type period struct {
	line
	ref.Period        // Until is exclusive, as the store has it
	last       string // "Hari terakhir berlaku" as written
}

// A union is a row's "Gabungan dari": agencies that became one.
type union struct {
	from         []handle
	into         handle
	on           string
	decree, when string
}

// planAgencies plans the sheet Instansi, and fills the directory.
func (p *planning) planAgencies() {
	for i, a := range p.agencies {
		p.know(handle(a.ID), a.Name, a.Periods)
		p.dir.last(handle(a.ID), a.Closed(p.today), a.Name, a.Short, a.Code)
		p.byID[a.ID] = &p.agencies[i]
	}
	bodies := p.gather(p.periods())
	for _, b := range bodies {
		if !p.inOrder(b) {
			continue
		}
		if b.have == nil {
			p.planNew(b)
		} else {
			p.planKnown(b)
		}
	}
	for _, row := range p.broken { // who is in it is no fault of theirs
		if _, fault, _ := p.dir.find(row.Name); fault != "" {
			p.know(handle("salah:"+alike(row.Name)), row.Name, []ref.Period{row.Period})
		}
	}
	for _, b := range bodies {
		for _, row := range b.rows {
			p.planUnion(b, row)
		}
	}
}

// know puts an agency's words into the directory.
func (p *planning) know(h handle, name string, list []ref.Period) {
	p.dir.add(h, name)
	for _, q := range list {
		p.dir.add(h, name, q.Name, q.Short, q.Code)
	}
}

// periods reads the rows.
func (p *planning) periods() (list []period) {
	for _, l := range p.book[SheetAgencies] {
		row := period{line: l, last: l.text("sampai"), Period: ref.Period{
			From: l.text("sejak"), Code: l.text("kode"), Name: l.text("nama"), NameEN: l.text("inggris"),
			Short: l.text("singkatan"), Decree: l.text("dasar"), DecreeOn: l.text("tanggal_dasar"),
		}}
		if row.last != "" {
			row.Until = nextDay(row.last)
		}
		before := len(p.Faults) + p.Hidden
		if row.Code != "" && !agencyCode(row.Code) {
			p.wrong(l, "kode", "roster.agency-code")
		}
		if row.last != "" && row.last < row.From {
			p.wrong(l, "sampai", "roster.period-empty")
		}
		if l.text("gabungan") != "" && row.Decree == "" {
			p.wrong(l, "gabungan", "roster.union-decree")
		}
		if len(p.Faults)+p.Hidden == before {
			list = append(list, row)
		} else {
			p.broken = append(p.broken, row)
		}
	}
	return list
}

// gather puts the rows of one agency together: those of one name, and those that
// say which name they had before.
func (p *planning) gather(rows []period) (bodies []*body) {
	group := map[string]string{} // alike name → that of the group
	root := func(name string) string {
		for group[name] != name {
			name = group[name]
		}
		return name
	}
	for _, row := range rows {
		group[alike(row.Name)] = alike(row.Name)
	}
	for _, row := range rows {
		if old := alike(row.text("dahulu")); group[old] != "" {
			group[root(alike(row.Name))] = root(old)
		}
	}
	at := map[string]*body{}
	for _, row := range rows {
		name := root(alike(row.Name))
		if at[name] == nil {
			at[name] = &body{handle: handle("baru:" + name)}
			bodies = append(bodies, at[name])
		}
		at[name].rows = append(at[name].rows, row)
	}
	for _, b := range bodies {
		slices.SortStableFunc(b.rows, func(x, y period) int { return cmp.Compare(x.From, y.From) })
		p.recognise(b)
	}
	return bodies
}

// recognise finds the agency of the house that a body is.
func (p *planning) recognise(b *body) {
	for _, row := range b.rows {
		old := row.text("dahulu")
		for _, name := range []string{row.Name, old} {
			a := p.named(name)
			switch {
			case a == nil || b.have == a:
			case b.have == nil:
				b.have, b.handle = a, handle(a.ID)
			default:
				p.wrong(row.line, "nama", "roster.agency-ambiguous", "value", name, "names", b.have.Name+"; "+a.Name)
			}
		}
		inFile := slices.ContainsFunc(b.rows, func(other period) bool { return alike(other.Name) == alike(old) })
		if old == "" || inFile || p.named(old) != nil {
			continue
		}
		if near := p.dir.near(old, 0); near != "" {
			p.wrong(row.line, "dahulu", "roster.agency-before-near", "value", old, "name", near)
		} else {
			p.wrong(row.line, "dahulu", "roster.agency-before-unknown", "value", old)
		}
	}
}

// named is the agency of the house that has, or had, a name.
func (p *planning) named(name string) *ref.Agency {
	if name == "" {
		return nil
	}
	for i, a := range p.agencies {
		if slices.ContainsFunc(a.Periods, func(q ref.Period) bool { return alike(q.Name) == alike(name) }) {
			return &p.agencies[i]
		}
	}
	return nil
}

// inOrder tells whether the rows of a body follow one another without a gap, and
// lets each end where the next begins.
func (p *planning) inOrder(b *body) bool {
	ok := true
	for i := 1; i < len(b.rows); i++ {
		before, row := &b.rows[i-1], b.rows[i]
		switch {
		case row.From == before.From, before.Until != "" && before.Until > row.From:
			p.wrong(row.line, "sejak", "roster.period-overlap", "name", before.Name, "span", span(before.Period), "cell", before.cells["sejak"].ref)
			ok = false
		case before.Until != "" && before.Until < row.From && b.have == nil:
			p.wrong(row.line, "sejak", "roster.period-gap", "name", before.Name, "last", before.last)
			ok = false
		default:
			before.Until = row.From
		}
	}
	return ok
}

// span is a period as people write it.
func span(q ref.Period) string {
	if q.Until == "" {
		return "sejak " + q.From
	}
	return q.From + "–" + dayBefore(q.Until)
}

// taken refuses a name, short name or code that another agency has today: it would
// point to both.
func (p *planning) taken(b *body, row period) {
	for _, key := range []string{"nama", "singkatan", "kode"} {
		word := alike(row.text(key))
		for _, i := range p.dir.by[word] {
			if other := p.dir.list[i]; other.handle != b.handle && !other.ended && slices.Contains(other.now, word) {
				p.wrong(row.line, key, "roster.agency-word-taken", "value", row.text(key), "name", other.name)
				break
			}
		}
	}
}

// planNew plans an agency that is not there yet.
func (p *planning) planNew(b *body) {
	last := b.rows[len(b.rows)-1]
	p.taken(b, last)
	var list []ref.Period
	for i, row := range b.rows {
		list = append(list, row.Period)
		name := row.Name
		if i > 0 {
			name += " (sejak " + row.From + ")"
		}
		p.change(row.line, Add, name)
	}
	p.know(b.handle, last.Name, list)
	p.dir.last(b.handle, last.Until != "" && last.Until <= p.today, last.Name, last.Short, last.Code)
	p.bodies = append(p.bodies, b)
}

// planKnown plans an agency that is there: periods it did not have, and what they
// say otherwise. An empty cell leaves what there is.
func (p *planning) planKnown(b *body) {
	ended := b.have.Until
	for _, row := range b.rows {
		if row.Until == "" || row.Until > p.today {
			p.taken(b, row)
		}
		i := slices.IndexFunc(b.have.Periods, func(q ref.Period) bool { return q.From == row.From })
		switch {
		case i < 0 && ended != "" && row.From >= ended:
			p.wrong(row.line, "sejak", "roster.period-closed", "name", b.have.Name, "last", dayBefore(ended))
			continue
		case i < 0:
			p.change(row.line, Add, row.Name+" (sejak "+row.From+")", p.contactParts(b, row)...)
			b.add = append(b.add, row.Period)
			p.know(b.handle, b.have.Name, []ref.Period{row.Period})
			continue
		case row.last != "" && row.Until != b.have.Periods[i].Until && !p.joins(b.handle, row.Until):
			p.wrong(row.line, "sampai", "roster.period-end", "name", b.have.Name)
			continue
		}
		parts, next := differences(b.have.Periods[i], row.Period)
		if len(parts) > 0 {
			b.add = append(b.add, next)
			p.know(b.handle, b.have.Name, []ref.Period{next})
		}
		parts = append(parts, p.contactParts(b, row)...)
		verb := Same
		if len(parts) > 0 {
			verb = Alter
		}
		p.change(row.line, verb, row.Name, parts...)
	}
	p.bodies = append(p.bodies, b)
}

// differences are what a row says otherwise than the period of its day.
func differences(have, row ref.Period) (parts []Part, next ref.Period) {
	next = have
	for _, f := range []struct {
		label string
		to    *string
		said  string
	}{
		{"Nama instansi", &next.Name, row.Name}, {"Singkatan", &next.Short, row.Short}, {"Nama Inggris", &next.NameEN, row.NameEN},
		{"Kode SKPD", &next.Code, row.Code}, {"Dasar hukum", &next.Decree, row.Decree}, {"Tanggal dasar hukum", &next.DecreeOn, row.DecreeOn},
	} {
		if f.said != "" && f.said != *f.to {
			parts = append(parts, Part{f.label, *f.to, f.said})
			*f.to = f.said
		}
	}
	return parts, next
}

// contactParts are what a row says of reaching an agency that is there.
func (p *planning) contactParts(b *body, row period) (parts []Part) {
	for _, f := range []struct{ label, key, have string }{{"Kontak", "kontak", b.have.Contact}, {"PPID", "ppid", b.have.PPID}} {
		if said := row.text(f.key); said != "" && said != f.have {
			parts = append(parts, Part{f.label, f.have, said})
		}
	}
	return parts
}

// contact is how people reach the agency, by its newest row that says it.
func (b *body) contact() (contact, ppid string) {
	if b.have != nil {
		contact, ppid = b.have.Contact, b.have.PPID
	}
	for _, row := range b.rows {
		contact = cmp.Or(row.text("kontak"), contact)
		ppid = cmp.Or(row.text("ppid"), ppid)
	}
	return contact, ppid
}

// planUnion plans what a row says of agencies that became one.
func (p *planning) planUnion(b *body, row period) {
	u := union{into: b.handle, on: row.From, decree: row.Decree, when: row.DecreeOn}
	var names []string
	for _, word := range parts(row.text("gabungan"), false) {
		h, fault, pairs := p.dir.find(word)
		if fault != "" {
			p.wrong(row.line, "gabungan", fault, pairs...)
			continue
		}
		a := p.byID[string(h)]
		other, twice := p.joined[h]
		switch {
		case h == b.handle:
			p.wrong(row.line, "gabungan", "roster.union-self")
		case a != nil && slices.ContainsFunc(a.Successors, func(l ref.Link) bool { return handle(l.Agency) == b.handle }):
			// it was, by an earlier file
		case a != nil && len(a.Successors) > 0:
			p.wrong(row.line, "gabungan", "roster.union-follows", "value", word, "name", a.Successors[0].Name)
		case a != nil && a.Until != "":
			p.wrong(row.line, "gabungan", "roster.period-closed", "name", a.Name, "last", dayBefore(a.Until))
		case twice && other != b.handle:
			p.wrong(row.line, "gabungan", "roster.union-follows", "value", word, "name", p.dir.nameOf(other))
		case !twice:
			p.joined[h] = b.handle
			u.from = append(u.from, h)
			names = append(names, p.dir.nameOf(h))
		}
	}
	if len(u.from) > 0 {
		p.unions = append(p.unions, u)
		p.change(row.line, Alter, row.Name, Part{Label: "Gabungan dari", After: strings.Join(names, "; ")})
	}
}

// joins tells whether a row of the workbook lets an agency end on a day by a
// union: then its last day is no other statement.
func (p *planning) joins(h handle, on string) bool {
	for _, l := range p.book[SheetAgencies] {
		for _, word := range parts(l.text("gabungan"), false) {
			if found, _, _ := p.dir.find(word); found == h && l.text("sejak") == on {
				return true
			}
		}
	}
	return false
}

// number is a count as messages carry it.
func number(n int) string { return strconv.Itoa(n) }
