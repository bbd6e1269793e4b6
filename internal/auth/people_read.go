package auth

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// complete is Account.Complete in SQL, of the account a.
const complete = `(exists (select 1 from account_passkey k where k.account = a.id)
	or a.password <> '' and (a.totp <> '' or exists (select 1 from account_recovery r where r.account = a.id)))`

const accountColumns = `a.id, a.mail, a.name, a.agency, a.post, a.demo, a.created_at, a.closed_at, a.closed_why,
	case when a.password <> '' then 1 else 0 end, case when a.totp <> '' then 1 else 0 end,
	(select count(*) from account_passkey k where k.account = a.id),
	(select count(*) from account_recovery r where r.account = a.id),
	coalesce((select max(s.seen_at) from session s where s.account = a.id and s.ends_at > $1), 0),
	coalesce((select c.ends_at from account_code c where c.account = a.id and c.ends_at > $1), 0)`

func scanAccount(row db.Scanner) (a Account, err error) {
	var demo, created, closed, pass, totp, seen, invited int64
	err = row.Scan(&a.ID, &a.Mail, &a.Name, &a.Agency, &a.Post, &demo, &created, &closed, &a.ClosedWhy,
		&pass, &totp, &a.Passkeys, &a.Codes, &seen, &invited)
	a.Demo, a.HasPassword, a.HasTOTP = demo != 0, pass != 0, totp != 0
	a.CreatedAt, a.ClosedAt, a.SeenAt, a.Invited = since(created), since(closed), since(seen), since(invited)
	return a, err
}

// Account finds an account by its id.
func (s *Accounts) Account(ctx context.Context, id string) (_ Account, err error) {
	defer errs.Wrap(&err, "auth.Account(%q)", id)

	return s.named(ctx, "a.id = $1", id)
}

// AccountIn is Account inside a transaction.
func (s *Accounts) AccountIn(ctx context.Context, tx *sql.Tx, id string) (_ Account, err error) {
	defer errs.Wrap(&err, "auth.AccountIn(%q)", id)

	return s.one(ctx, tx, "a.id = $1", id)
}

// ByMail finds an account by its mail.
func (s *Accounts) ByMail(ctx context.Context, mail string) (_ Account, err error) {
	defer errs.Wrap(&err, "auth.ByMail(%q)", mail)

	return s.named(ctx, "a.mail = $1", strings.ToLower(strings.TrimSpace(mail)))
}

func (s *Accounts) named(ctx context.Context, condition, value string) (Account, error) {
	a, err := s.one(ctx, s.DB, condition, value)
	if err != nil {
		return Account{}, err
	}
	a.Office, err = s.office(ctx, a.Agency)
	return a, err
}

// one reads an account with its roles. Condition speaks of the account a and $1.
func (s *Accounts) one(ctx context.Context, q db.Querier, condition, value string) (Account, error) {
	list, err := s.read(ctx, q, condition, []any{plain(value)}, "")
	if err == nil && len(list) == 0 {
		err = errs.Say(errs.NotFound, notYours)
	}
	if err != nil {
		return Account{}, err
	}
	return list[0], nil
}

// List gives accounts by name, of the agencies in f.Scope; the province's own
// people are in the province's scope only.
func (s *Accounts) List(ctx context.Context, f Filter) (_ []Account, err error) {
	defer errs.Wrap(&err, "auth.List(%+v)", f)

	if f.Limit <= 0 {
		f.Limit = 1000
	}
	var args []any
	where := f.Scope.SQL("a.agency", &args)
	if !f.Closed {
		where += " and a.closed_at = 0"
	}
	if part := plain(strings.ToLower(strings.TrimSpace(f.Query))); part != "" {
		args = append(args, "%"+likeEscape.Replace(part)+"%")
		n := "$" + strconv.Itoa(len(args))
		where += " and (a.sort_key like " + n + " escape '\\' or a.mail like " + n + " escape '\\' or lower(a.post) like " + n + " escape '\\')"
	}
	list, err := s.read(ctx, s.DB, where, args, "limit "+strconv.Itoa(f.Limit))
	if err != nil {
		return nil, err
	}
	offices := map[string]string{}
	for i, a := range list {
		name, ok := offices[a.Agency]
		if !ok {
			if name, err = s.office(ctx, a.Agency); err != nil {
				return nil, err
			}
			offices[a.Agency] = name
		}
		list[i].Office = name
	}
	return list, nil
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// read gives the accounts of a condition, and their roles. The time comes last
// among the parameters, for accountColumns.
func (s *Accounts) read(ctx context.Context, q db.Querier, where string, args []any, limit string) ([]Account, error) {
	now := "$" + strconv.Itoa(len(args)+1)
	rows, err := q.QueryContext(ctx, `select `+strings.ReplaceAll(accountColumns, "$1", now)+` from account a
		where `+where+` order by a.sort_key, a.id `+limit, append(args, clock.Millis(s.now()))...)
	if err != nil {
		return nil, err
	}
	list, err := db.Collect(rows, scanAccount)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	rows, err = q.QueryContext(ctx, `select g.account, g.role, g.agency from account_grant g join account a on a.id = g.account
		where `+where+` order by g.role, g.agency`, args...)
	if err != nil {
		return nil, err
	}
	grants := map[string][]Grant{}
	_, err = db.Collect(rows, func(row db.Scanner) (none struct{}, err error) {
		var id string
		var g Grant
		err = row.Scan(&id, &g.Role, &g.Agency)
		grants[id] = append(grants[id], g)
		return none, err
	})
	for i := range list {
		list[i].Grants = grants[list[i].ID]
	}
	return list, err
}

// grantsOf reads the roles of an account.
func grantsOf(ctx context.Context, q db.Querier, id string) ([]Grant, error) {
	rows, err := q.QueryContext(ctx, `select role, agency from account_grant where account = $1 order by role, agency`, id)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, func(row db.Scanner) (g Grant, err error) { return g, row.Scan(&g.Role, &g.Agency) })
}

// office is what people call an account's agency today. One that is not known any
// more stands by its id.
func (s *Accounts) office(ctx context.Context, agency string) (string, error) {
	name, err := s.Office(ctx, agency)
	if errs.Is(err, errs.NotFound) {
		return agency, nil
	}
	return name, err
}

// line gives the agencies that count as one with an agency; at least itself.
func (s *Accounts) line(ctx context.Context, agency string) ([]string, error) {
	list, err := s.Line(ctx, agency)
	if errs.Is(err, errs.NotFound) || err == nil && len(list) == 0 {
		return []string{agency}, nil
	}
	return list, err
}

// rights are what roles allow today.
func (s *Accounts) rights(ctx context.Context, grants []Grant) (Rights, error) {
	lines := map[string][]string{}
	for _, g := range grants {
		if g.Agency == "" || lines[g.Agency] != nil {
			continue
		}
		list, err := s.line(ctx, g.Agency)
		if err != nil {
			return Rights{}, err
		}
		lines[g.Agency] = list
	}
	return s.rules.Rights(grants, func(agency string) []string { return lines[agency] }), nil
}

// adminElse tells whether another than this account is an admin of the province
// who can sign in.
func (s *Accounts) adminElse(ctx context.Context, q db.Querier, id string) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `select 1 from account a join account_grant g on g.account = a.id
		where g.role = $1 and g.agency = '' and a.closed_at = 0 and a.id <> $2 and `+complete+` limit 1`,
		lewu.RoleAdmin, id).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
