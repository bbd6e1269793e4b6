package auth

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Limits of a session.
const (
	idleFor    = 60 * time.Minute // without a request
	sessionFor = 12 * time.Hour   // whatever happens
	enrolFor   = time.Hour        // of a session opened by a code
	freshFor   = 10 * time.Minute // a second factor counts as shown just now
	seenEvery  = time.Minute      // how often a request is noted
	backwards  = 2 * time.Minute  // how far clocks of nodes may differ
	keepEnded  = 24 * time.Hour   // rows of sessions that ran out
	maxAgent   = 200              // characters of a browser's name
)

// A running session with the person it is of.
type running struct {
	Session
	name, agency string
	demo         bool
}

const sessionColumns = `s.id, s.account, s.enrolling, s.how, s.agent, s.addr, s.created_at, s.seen_at, s.ends_at, s.proved_at,
	a.name, a.agency, a.demo`

func scanSession(row db.Scanner) (r running, err error) {
	var enrolling, created, seen, ends, proved, demo int64
	err = row.Scan(&r.ID, &r.Account, &enrolling, &r.How, &r.Agent, &r.Addr, &created, &seen, &ends, &proved,
		&r.name, &r.agency, &demo)
	r.Enrolling, r.demo = enrolling != 0, demo != 0
	r.CreatedAt, r.SeenAt, r.Ends, r.ProvedAt = since(created), since(seen), since(ends), since(proved)
	return r, err
}

// runs tells whether a session holds. One that was seen later than now was seen by
// a clock that has gone backwards since: it ends, or it would last longer than it
// may.
func (r running) runs(now time.Time) bool {
	return now.Before(r.Ends) && now.Before(r.SeenAt.Add(idleFor)) && !now.Before(r.SeenAt.Add(-backwards))
}

// find reads the session of a token; ok is false where it ended.
func (s *Accounts) find(ctx context.Context, q db.Querier, token string) (r running, ok bool, err error) {
	r, err = scanSession(q.QueryRowContext(ctx, `select `+sessionColumns+` from session s join account a on a.id = s.account
		where s.token = $1 and a.closed_at = 0`, digest(token)))
	if errors.Is(err, sql.ErrNoRows) {
		return running{}, false, nil
	}
	return r, err == nil && r.runs(s.now()), err
}

// Session finds who a token belongs to; Anybody where its session ended. What they
// may do is worked out from the database each time.
func (s *Accounts) Session(ctx context.Context, token string) (_ Actor, err error) {
	defer errs.Wrap(&err, "auth.Session")

	r, ok, err := s.find(ctx, s.DB, token)
	if err != nil || !ok {
		return Anybody(), err
	}
	a, err := s.actor(ctx, r)
	if err != nil {
		return Anybody(), err
	}
	s.seen(ctx, r)
	return a, nil
}

// actor is the person of a session.
func (s *Accounts) actor(ctx context.Context, r running) (_ Actor, err error) {
	a := Actor{
		Kind: Person, ID: r.Account, Name: r.name, Agency: r.agency, Session: r.ID,
		Proved: r.ProvedAt, Enrolling: r.Enrolling, Demo: r.demo,
	}
	now := s.now()
	a.Fresh = r.Enrolling || r.demo || now.Before(r.ProvedAt.Add(freshFor)) && !now.Before(r.ProvedAt.Add(-backwards))
	var grants []Grant
	if !r.Enrolling {
		if grants, err = grantsOf(ctx, s.DB, r.Account); err != nil {
			return Actor{}, err
		}
	}
	if a.Rights, err = s.rights(ctx, grants); err != nil {
		return Actor{}, err
	}
	a.Office, err = s.office(ctx, r.agency)
	return a, err
}

// seen notes that a session was used, once a minute. A store that is busy or full
// does not keep people from reading.
func (s *Accounts) seen(ctx context.Context, r running) {
	now := s.now()
	if now.Sub(r.SeenAt) < seenEvery {
		return
	}
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer done()
	err := s.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `update session set seen_at = $1 where id = $2 and seen_at < $1`, clock.Millis(now), r.ID)
		return err
	})
	if err != nil {
		s.Log.WarnContext(ctx, "session not noted as seen", "session", r.ID, "err", err)
	}
}

// open begins a session, on the browser of v, under a token that nobody had before.
// The session the browser was in ends, and what ran out is cleared away.
func (s *Accounts) open(ctx context.Context, tx *sql.Tx, a Account, v Visitor, how How) (Entry, error) {
	now := s.now()
	long := sessionFor
	if how == ByInvite {
		long = enrolFor
	}
	e := Entry{Token: newToken(), Session: Session{
		ID: db.NewID(), Account: a.ID, Enrolling: how == ByInvite, How: how, Agent: agentText(v), Addr: addrText(v),
		CreatedAt: now, SeenAt: now, Ends: now.Add(long), ProvedAt: now, Current: true,
	}}
	_, err := tx.ExecContext(ctx, `delete from session where ends_at < $1 or token = $2`, clock.Millis(now.Add(-keepEnded)), digest(v.Token))
	if err != nil {
		return Entry{}, err
	}
	n := e.Session
	_, err = tx.ExecContext(ctx, `insert into session (id, token, account, enrolling, how, agent, addr, created_at, seen_at, ends_at, proved_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, n.ID, digest(e.Token), n.Account, flag(n.Enrolling), n.How, n.Agent, n.Addr,
		clock.Millis(n.CreatedAt), clock.Millis(n.SeenAt), clock.Millis(n.Ends), clock.Millis(n.ProvedAt))
	if err != nil {
		return Entry{}, err
	}
	if how != ByInvite && how != ByDemo {
		if e.Device, err = s.device(ctx, tx, a.ID, v.Device); err != nil {
			return Entry{}, err
		}
	}
	return e, s.recordAs(ctx, tx, a, "auth.entry", map[string]any{"how": how, "addr": n.Addr, "agent": n.Agent})
}

// recordAs writes down an act of somebody who has just shown who they are.
func (s *Accounts) recordAs(ctx context.Context, tx *sql.Tx, a Account, action string, after any) error {
	office, err := s.office(ctx, a.Agency)
	if err != nil {
		return err
	}
	ctx = With(ctx, Actor{Kind: Person, ID: a.ID, Name: a.Name, Office: office, Agency: a.Agency})
	return audit.Record(ctx, tx, s.now(), audit.Act{Action: action, Object: object(a.ID), Scope: a.Agency, After: after})
}

// agentText is what a browser calls itself, as far as it can be shown.
func agentText(v Visitor) string {
	text, err := tidyText(v.Agent, maxAgent*10, "auth.bad-name")
	if err != nil {
		return "?"
	}
	list := []rune(text)
	return string(list[:min(len(list), maxAgent)])
}

// renew puts a session under a new token; the old one ends with it. Of two that
// renew one token, one wins.
func (s *Accounts) renew(ctx context.Context, tx *sql.Tx, old string, r running) (Entry, error) {
	e := Entry{Token: newToken(), Session: r.Session}
	e.Session.Current = true
	n := e.Session
	done, err := tx.ExecContext(ctx, `update session set token = $1, enrolling = $2, how = $3, seen_at = $4, ends_at = $5, proved_at = $6
		where token = $7`, digest(e.Token), flag(n.Enrolling), n.How, clock.Millis(n.SeenAt), clock.Millis(n.Ends), clock.Millis(n.ProvedAt), digest(old))
	if err != nil {
		return Entry{}, err
	}
	if k, err := done.RowsAffected(); err != nil || k != 1 {
		return Entry{}, errors.Join(err, errs.Say(errs.SignIn, "auth.sign-in"))
	}
	return e, nil
}
