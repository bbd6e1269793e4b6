package trail

import (
	"context"
	"encoding/csv"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// portion is how many entries are read at once: a slow reader must not hold the
// view of the database open.
const portion = 1000

// download serves GET /kerja/jejak.csv: the filtered trail, oldest first, with
// the hash of each entry.
func (m *module) download(w http.ResponseWriter, r *http.Request) error {
	ctx, a := r.Context(), ask(r)
	for _, wrong := range a.wrong {
		return &errs.Error{Kind: errs.Invalid, Public: wrong}
	}
	if err := m.seen(ctx, a, "CSV"); err != nil {
		return err
	}
	names, err := m.namesOf(ctx)
	if err != nil {
		return err
	}
	b := m.Web.Base(r, web.Text(""))
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": "jejak-audit-" + clock.Day(m.Clock()) + ".csv"}))
	out := csv.NewWriter(w)
	f := a.filter
	f.Before, f.Limit = 0, portion
	head := []string{"nomor", "waktu", "akun", "nama", "kantor", "tindakan", "objek", "instansi", "sebelum", "sesudah", "permintaan", "sidik"}
	if err := out.Write(head); err != nil {
		return err
	}
	for {
		list, err := m.portion(ctx, f)
		if err != nil {
			return err
		}
		for _, l := range list {
			agency, err := names.agency(ctx, l.Scope)
			if err == nil {
				err = out.Write(rowOf(l.Entry, names.person(b, l.Actor), agency, l.hash))
			}
			if err != nil {
				return err
			}
			f.After = l.N
		}
		if len(list) < portion {
			break
		}
	}
	out.Flush()
	return out.Error()
}

// A linked entry is one with its hash.
type linked struct {
	audit.Entry
	hash string
}

func (m *module) portion(ctx context.Context, f audit.Filter) (list []linked, err error) {
	err = audit.Each(ctx, m.DB, f, func(e audit.Entry, hash string) error {
		list = append(list, linked{e, hash})
		return nil
	})
	return list, err
}

// rowOf is an entry as a row of the file. Texts come from outside and must not
// become formulas in a spreadsheet.
func rowOf(e audit.Entry, person, agency, hash string) []string {
	row := []string{strconv.FormatInt(e.N, 10), e.At.In(clock.WIB).Format(time.RFC3339)}
	for _, text := range []string{e.Actor, person, e.Office, e.Action, e.Object, agency, e.Before, e.After, e.Request} {
		row = append(row, plain(text))
	}
	return append(row, hash)
}

// plain puts an apostrophe before what a spreadsheet would compute.
func plain(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
