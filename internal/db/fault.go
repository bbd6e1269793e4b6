package db

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/lewu-id/lewu/internal/errs"
)

// PostgreSQL's codes, from its manual, appendix A.
const (
	pgUnique        = "23505"
	pgSerialization = "40001"
	pgDeadlock      = "40P01"
	pgDiskFull      = "53100"
	pgLockTimeout   = "55P03"
)

// codes finds the engine's own code in err: SQLite's extended result code, or
// PostgreSQL's SQLSTATE.
func codes(err error) (lite int, pg string) {
	var l *sqlite.Error
	if errors.As(err, &l) {
		return l.Code(), ""
	}
	var p *pgconn.PgError
	if errors.As(err, &p) {
		return 0, p.Code
	}
	return 0, ""
}

// lostRace tells whether the engine gave way to another transaction and kept
// nothing of this one.
func lostRace(err error) bool {
	lite, pg := codes(err)
	return lite&0xff == sqlite3.SQLITE_BUSY || pg == pgSerialization || pg == pgDeadlock
}

// Taken tells whether err says that a unique key exists already.
func Taken(err error) bool {
	lite, pg := codes(err)
	return lite == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || pg == pgUnique
}

// explain gives an engine's error its kind and sentence where people can do
// something about it. Errors that have a kind keep it.
func explain(err error) error {
	var known *errs.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	lite, pg := codes(err)
	switch {
	case lite&0xff == sqlite3.SQLITE_FULL, pg == pgDiskFull, noSpace(err):
		return errs.Because(errs.Full, err, "db.full")
	case lostRace(err), pg == pgLockTimeout:
		return errs.Because(errs.Busy, err, "db.busy")
	}
	return err
}

// explainWrite is explain for what a write ran into. SQLite says FULL only
// where write(2) found no room. For a quota, fsync or the shared memory of the
// WAL it says IOERR, and its driver does not hand out the cause: then a small
// file beside the store shows whether there is room.
func (d *DB) explainWrite(err error) error {
	lite, _ := codes(err)
	if lite&0xff == sqlite3.SQLITE_IOERR && noSpace(probe(filepath.Dir(d.path))) {
		return errs.Because(errs.Full, err, "db.full")
	}
	return explain(err)
}

func noSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// probe writes 64 KiB into dir and takes them away again.
func probe(dir string) error {
	f, err := os.CreateTemp(dir, "probe-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(make([]byte, 64<<10))
	return errors.Join(err, f.Sync(), f.Close())
}
