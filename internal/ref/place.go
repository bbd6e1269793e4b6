package ref

import (
	"context"
	"database/sql"
	"regexp"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/region"
)

// A Region (wilayah) has two codes that look alike and are never compared: of
// Kemendagri and of BPS.
type Region struct {
	Code   string // Kemendagri: "62.06", "62.06.01", "62.06.01.2001"
	BPS    string // "6209"; empty: not known
	Name   string
	Parent string // Kemendagri code of the one above; empty: the province
	From   string // ISO day it began; empty: not known
	Until  string // ISO day it ended; empty: it goes on
}

var placeCode = regexp.MustCompile(`^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$`)
var bpsCode = regexp.MustCompile(`^\d{2}(\d{2}(\d{3}(\d{3})?)?)?$`)

// Level is how far down a region stands: 1 the province, 2 kabupaten/kota, 3
// kecamatan, 4 desa and kelurahan.
func (r Region) Level() int {
	switch len(r.Code) {
	case 2:
		return 1
	case 5:
		return 2
	case 8:
		return 3
	}
	return 4
}

// Regions lists the province, its kabupaten/kota, and whatever was added below,
// by Kemendagri code.
func (s *Store) Regions(ctx context.Context) (list []Region, err error) {
	defer errs.Wrap(&err, "ref.Regions")

	rows, err := s.db.QueryContext(ctx, `SELECT code, bps, name, parent, from_day, until_day FROM place ORDER BY code`)
	if err != nil {
		return nil, err
	}
	added, err := db.Collect(rows, func(row db.Scanner) (r Region, err error) {
		return r, row.Scan(&r.Code, &r.BPS, &r.Name, &r.Parent, &r.From, &r.Until)
	})
	if err != nil {
		return nil, err
	}
	return append(known(), added...), nil
}

// known are the regions that the program itself brings.
func known() []Region {
	home := region.Kalteng()
	list := []Region{{Code: string(home.Kemendagri), BPS: string(home.BPS), Name: home.Name}}
	for _, r := range region.Regencies() {
		list = append(list, Region{Code: string(r.Kemendagri), BPS: string(r.BPS), Name: r.Name, Parent: string(home.Kemendagri)})
	}
	return list
}

// SaveRegion adds a kecamatan, desa or kelurahan, or changes one. The province and
// its kabupaten/kota come with the program: saying them again as they are changes
// nothing, saying them otherwise is a Conflict.
func (s *Store) SaveRegion(ctx context.Context, tx *sql.Tx, r Region) (err error) {
	defer errs.Wrap(&err, "ref.SaveRegion(%q)", r.Code)

	r.Name = oneLine(r.Name)
	switch {
	case !placeCode.MatchString(r.Code):
		return errs.Say(errs.Invalid, "ref.place-code", "code", r.Code)
	case r.BPS != "" && !bpsCode.MatchString(r.BPS):
		return errs.Say(errs.Invalid, "ref.place-bps", "code", r.BPS)
	case r.Name == "":
		return errs.Say(errs.Invalid, "ref.name-missing")
	case len([]rune(r.Name)) > maxName:
		return errs.Say(errs.Invalid, "ref.name-long", "name", string([]rune(r.Name)[:40]), "limit", "200")
	case r.From != "" && !isDay(r.From) || r.Until != "" && !isDay(r.Until):
		return errs.Say(errs.Invalid, "ref.day", "day", r.From+r.Until)
	case r.From != "" && r.Until != "" && r.Until <= r.From:
		return errs.Say(errs.Invalid, "ref.period-backwards", "name", r.Name, "from", r.From, "until", r.Until)
	}
	above := ""
	for _, k := range known() {
		if k.Code == r.Code {
			if k.Name != r.Name || r.BPS != "" && k.BPS != r.BPS {
				return errs.Say(errs.Conflict, "ref.place-known", "code", r.Code, "name", k.Name)
			}
			return nil
		}
		if len(r.Code) > 5 && r.Code[:5] == k.Code {
			above = k.Code
		}
	}
	if above == "" {
		return errs.Say(errs.Invalid, "ref.place-outside", "code", r.Code)
	}
	r.Parent = parentOf(r.Code)
	_, err = tx.ExecContext(ctx, `INSERT INTO place (code, bps, name, parent, from_day, until_day) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (code) DO UPDATE SET bps = excluded.bps, name = excluded.name, parent = excluded.parent, from_day = excluded.from_day, until_day = excluded.until_day`,
		r.Code, r.BPS, r.Name, r.Parent, r.From, r.Until)
	if err != nil {
		return err
	}
	if err := audit.Record(ctx, tx, s.now(), audit.Act{Action: "ref.region", Object: "region/" + r.Code, After: r}); err != nil {
		return err
	}
	return announce.Write(ctx, tx, AnnouncedSettings, "region/"+r.Code, s.now())
}

func parentOf(code string) string {
	if len(code) > 8 {
		return code[:8]
	}
	return code[:5]
}
