package audit

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// A DayHead (ujung harian) is where the chain ended when a day was closed: the
// number and hash of its last entry. Whoever keeps one can tell later whether
// what came before it was rewritten.
type DayHead struct {
	Day  string // ISO, in WIB: "2025-11-23"
	N    int64
	Hash string    // SHA-256, hexadecimal
	At   time.Time // when it was noted; zero where that is not known

	Where string // where it was kept, for whoever reads that it does not fit
}

// CloseDay notes the head of the chain for the day before at, unless it was
// noted already; an empty trail has none. It is run again and again, by any
// process: a day on which no process ran is simply not closed, and a clock that
// jumped leaves one odd day and no hole.
func CloseDay(ctx context.Context, d *db.DB, at time.Time) (err error) {
	defer errs.Wrap(&err, "audit.CloseDay")

	day := clock.Day(at.In(clock.WIB).AddDate(0, 0, -1))
	var there int
	err = d.QueryRowContext(ctx, `select count(*) from audit_day where day = $1`, day).Scan(&there)
	if err != nil || there > 0 {
		return err
	}
	return d.Write(ctx, func(tx *sql.Tx) error {
		n, hash, err := Head(ctx, tx)
		if err != nil || n == 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, `insert into audit_day (day, n, hash, at) values ($1, $2, $3, $4)
			on conflict (day) do nothing`, day, n, hash, clock.Millis(at))
		return err
	})
}

// Days lists the noted heads, oldest first.
func Days(ctx context.Context, q db.Querier) (_ []DayHead, err error) {
	defer errs.Wrap(&err, "audit.Days")

	rows, err := q.QueryContext(ctx, `select day, n, hash, at from audit_day order by day`)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, func(s db.Scanner) (h DayHead, err error) {
		var at int64
		err = s.Scan(&h.Day, &h.N, &h.Hash, &at)
		h.At, h.Where = clock.FromMillis(at), "audit_day"
		return h, err
	})
}

// WriteHeads writes heads as text, a line each: "2025-11-23 4821 9f86d0…". Lines
// that begin with # are for people.
func WriteHeads(w io.Writer, notes []string, list []DayHead) error {
	out := bufio.NewWriter(w)
	for _, note := range notes {
		fmt.Fprintln(out, strings.TrimSpace("# "+note))
	}
	for _, h := range list {
		fmt.Fprintln(out, h.Day, h.N, h.Hash)
	}
	return out.Flush()
}

// maxHeads is more lines than any list of daily heads has: 270 years.
const maxHeads = 100_000

// ParseHeads reads what WriteHeads wrote; where names the text in errors and in
// what Verify says.
func ParseHeads(r io.Reader, where string) (list []DayHead, err error) {
	defer errs.Wrap(&err, "audit.ParseHeads(%q)", where)

	lines := bufio.NewScanner(r)
	for line := 1; lines.Scan(); line++ {
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		h, ok := parseHead(text)
		if !ok || len(list) == maxHeads {
			return nil, errs.Say(errs.Invalid, "audit.heads-line", "where", where, "line", strconv.Itoa(line))
		}
		h.Where = where
		list = append(list, h)
	}
	if err := lines.Err(); err != nil {
		return nil, errs.Because(errs.Invalid, err, "audit.heads-line", "where", where, "line", strconv.Itoa(len(list)+1))
	}
	return list, nil
}

func parseHead(text string) (h DayHead, ok bool) {
	parts := strings.Fields(text)
	if len(parts) != 3 {
		return h, false
	}
	_, dayErr := clock.ParseDay(parts[0])
	n, err := strconv.ParseInt(parts[1], 10, 64)
	sum, hexErr := hex.DecodeString(parts[2])
	if dayErr != nil || err != nil || hexErr != nil || n < 1 || len(sum) != 32 {
		return h, false
	}
	return DayHead{Day: parts[0], N: n, Hash: strings.ToLower(parts[2])}, true
}
