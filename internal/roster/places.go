package roster

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/text"
)

// planRegions plans the sheet Wilayah. The two codes look alike and differ for 8
// of the 14 kabupaten/kota, so each is held against the other's.
func (p *planning) planRegions() {
	have, byBPS := map[string]ref.Region{}, map[string]string{}
	for _, r := range p.regions {
		have[r.Code] = r
		byBPS[r.BPS] = r.Code
	}
	coming, seen := map[string]bool{}, map[string]string{}
	for _, l := range p.book[SheetRegions] {
		coming[l.text("kemendagri")] = true
	}
	for _, l := range p.book[SheetRegions] {
		before := len(p.Faults) + p.Hidden
		row := ref.Region{Code: l.text("kemendagri"), BPS: l.text("bps"), Name: l.text("nama"), From: l.text("sejak"), Until: nextDay(l.text("sampai"))}
		p.checkCodes(l, row, have, coming)
		for _, key := range []string{"kemendagri", "bps"} {
			code := l.text(key)
			if cell, twice := seen[key+code]; twice && code != "" {
				p.wrong(l, key, "roster.region-twice", "cell", cell)
			}
			seen[key+code] = l.cells[key].ref
		}
		if code, taken := byBPS[row.BPS]; taken && row.BPS != "" && code != row.Code {
			p.wrong(l, "bps", "roster.region-bps-taken", "code", code, "name", have[code].Name)
		}
		if row.Until != "" && row.From != "" && row.Until <= row.From {
			p.wrong(l, "sampai", "roster.period-empty")
		}
		if len(p.Faults)+p.Hidden > before {
			continue
		}
		p.planRegion(l, row, have)
	}
}

func (p *planning) planRegion(l line, row ref.Region, have map[string]ref.Region) {
	old, there := have[row.Code]
	if !there {
		p.newRegions = append(p.newRegions, row)
		p.change(l, Add, row.Code+" "+row.Name)
		return
	}
	next, parts := old, []Part(nil)
	for _, f := range []struct {
		label string
		to    *string
		said  string
	}{{"Kode BPS", &next.BPS, row.BPS}, {"Nama", &next.Name, row.Name}, {"Berlaku sejak", &next.From, row.From}, {"Hari terakhir berlaku", &next.Until, row.Until}} {
		if f.said != "" && f.said != *f.to {
			parts = append(parts, Part{f.label, *f.to, f.said})
			*f.to = f.said
		}
	}
	if next.Level() <= 2 { // these come with the program
		if folded(row.Name) != folded(old.Name) && !sameRegency(row) || row.BPS != "" && row.BPS != old.BPS {
			p.fault(l.sheet, l.cells["kemendagri"].ref, row.Code, "ref.place-known", "code", row.Code, "name", old.Name)
			return
		}
		parts = nil
	}
	if len(parts) == 0 {
		p.change(l, Same, row.Code+" "+old.Name)
		return
	}
	p.newRegions = append(p.newRegions, next)
	p.change(l, Alter, row.Code+" "+row.Name, parts...)
}

// sameRegency tells whether a name is another spelling of the regency of its code:
// "Kabupaten Katingan" for Katingan.
func sameRegency(row ref.Region) bool {
	r, ok := region.FindName(row.Name)
	return ok && string(r.Kemendagri) == row.Code
}

// checkCodes holds the codes of a region against their shapes, against each other,
// and against the region above.
func (p *planning) checkCodes(l line, row ref.Region, have map[string]ref.Region, coming map[string]bool) {
	k, err := region.ParseKemendagri(row.Code)
	if err != nil || string(k) != row.Code { // without its dots it would look like the other one
		p.wrong(l, "kemendagri", "roster.region-kemendagri")
		return
	}
	if up, ok := k.Parent(); ok && have[string(up)].Code == "" && !coming[string(up)] {
		p.wrong(l, "kemendagri", "roster.region-parent", "parent", string(up))
	}
	regency, known := have[string(k)[:min(len(k), 5)]]
	if !known {
		p.fault(l.sheet, l.cells["kemendagri"].ref, row.Code, "ref.place-outside", "code", row.Code)
		return
	}
	if row.BPS == "" {
		return
	}
	b, err := region.ParseBPS(row.BPS)
	switch {
	case err != nil || string(b) != row.BPS:
		p.wrong(l, "bps", "roster.region-bps")
	case int(b.Level()) != int(k.Level()):
		p.wrong(l, "bps", "roster.region-levels", "one", row.Code, "other", row.BPS)
	case !strings.HasPrefix(row.BPS, regency.BPS):
		p.wrong(l, "bps", "roster.region-mismatch", "name", regency.Name, "bps", regency.BPS)
	}
}

// planTopics plans the sheet Topik.
func (p *planning) planTopics() {
	have, seen := map[string]ref.Topic{}, map[string]string{}
	for _, t := range p.topics {
		have[t.Slug] = t
	}
	for _, l := range p.book[SheetTopics] {
		before := len(p.Faults) + p.Hidden
		slug := cmp.Or(l.text("alamat"), text.Slug(l.text("nama")))
		if slug == "" || slug != text.Slug(slug) {
			p.wrong(l, "alamat", "roster.slug-bad")
		}
		if cell, twice := seen[slug]; twice {
			p.wrong(l, "nama", "roster.topic-twice", "cell", cell)
		}
		seen[slug] = l.cells["nama"].ref
		order, err := strconv.Atoi(cmp.Or(l.text("urutan"), strconv.Itoa(have[slug].Order)))
		if err != nil || order < 0 || order > 99_999 {
			p.wrong(l, "urutan", "roster.number-bad")
		}
		if len(p.Faults)+p.Hidden > before {
			continue
		}
		old, there := have[slug]
		next := ref.Topic{Slug: slug, Name: l.text("nama"), NameEN: cmp.Or(l.text("inggris"), old.NameEN), Order: order}
		var parts []Part
		for _, f := range []Part{{"Nama", old.Name, next.Name}, {"Nama Inggris", old.NameEN, next.NameEN}, {"Urutan", strconv.Itoa(old.Order), strconv.Itoa(next.Order)}} {
			if f.Before != f.After {
				parts = append(parts, f)
			}
		}
		switch {
		case !there:
			p.change(l, Add, next.Name)
		case len(parts) > 0:
			p.change(l, Alter, old.Name, parts...)
		default:
			p.change(l, Same, old.Name)
			continue
		}
		p.newTopics = append(p.newTopics, next)
	}
}

// planSettings plans the sheet Pengaturan.
func (p *planning) planSettings() {
	seen := map[string]string{}
	next := p.settings
	for _, l := range p.book[SheetSettings] {
		name := folded(l.text("pengaturan"))
		set, known := findSetting(name)
		if cell, twice := seen[name]; twice {
			p.wrong(l, "pengaturan", "roster.setting-twice", "cell", cell)
			continue
		}
		seen[name] = l.cells["pengaturan"].ref
		if !known {
			p.unknownSetting(l)
			continue
		}
		said := l.text("isi")
		if day, ok := ParseDay(said); ok && set.day {
			said = day
		}
		var alone ref.Settings
		*set.field(&alone) = said
		if err := alone.Check(); err != nil {
			why, _ := errs.Public(err)
			p.tell(l.sheet, l.cells["isi"].ref, said, why)
			continue
		}
		to := set.field(&next)
		if said == *to {
			p.change(l, Same, set.name)
			continue
		}
		p.change(l, Alter, set.name, Part{set.name, *to, said})
		*to = said
	}
	p.newSettings = next
}

func (p *planning) unknownSetting(l line) {
	var names []string
	for _, s := range settings() {
		names = append(names, s.name)
	}
	value := l.text("pengaturan")
	if near := text.Near(value, names, 1); len(near) > 0 {
		p.wrong(l, "pengaturan", "roster.setting-near", "value", value, "name", near[0])
		return
	}
	p.wrong(l, "pengaturan", "roster.setting-unknown", "value", value)
}
