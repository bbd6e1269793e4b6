package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/lewu-id/lewu/internal/errs"
)

// Advisory locks of the house: one number for writers, one for migrations.
const (
	lockWrite = 0x6c657775_01 // "lewu"
	lockAlone = 0x6c657775_02
)

func openPostgres(ctx context.Context, url string) (*DB, error) {
	conf, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errs.Because(errs.Invalid, err, "db.url")
	}
	if conf.RuntimeParams["application_name"] == "" {
		conf.RuntimeParams["application_name"] = "lewu"
	}
	// A node that froze inside a transaction must not hold up the others.
	conf.RuntimeParams["idle_in_transaction_session_timeout"] = "120000"
	pool := stdlib.OpenDB(*conf)
	pool.SetMaxOpenConns(postgresConns)
	pool.SetMaxIdleConns(postgresConns)
	if err := checkServer(ctx, pool); err != nil {
		pool.Close()
		return nil, err
	}
	return &DB{DB: pool, Dialect: Postgres}, nil
}

// checkServer refuses a server that would answer otherwise than SQLite does.
// Collation must be C: under any other, ICU root included, 'a' sorts before
// 'B', lower() folds other letters, and pages would differ between stores.
func checkServer(ctx context.Context, pool *sql.DB) error {
	var version, encoding, collate string
	var bytewise bool
	err := pool.QueryRowContext(ctx, `select current_setting('server_version_num'), current_setting('server_encoding'),
		datcollate, 'B' < 'a' from pg_database where datname = current_database()`).
		Scan(&version, &encoding, &collate, &bytewise)
	if err != nil {
		return errs.Because(errs.Invalid, err, "db.connect")
	}
	number, err := strconv.Atoi(version)
	if err != nil {
		return err
	}
	switch {
	case number < 140000:
		return errs.Say(errs.Invalid, "db.version", "version", strconv.Itoa(number/10000))
	case encoding != "UTF8":
		return errs.Say(errs.Invalid, "db.encoding", "encoding", encoding)
	case !bytewise || collate != "C" && collate != "POSIX":
		return errs.Say(errs.Invalid, "db.collation", "collation", collate)
	}
	return nil
}

// alonePostgres runs fn while a session of ours holds an advisory lock, which
// ends with the connection.
func (d *DB) alonePostgres(ctx context.Context, fn func(context.Context) error) (err error) {
	conn, err := d.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `select pg_advisory_lock($1)`, int64(lockAlone)); err != nil {
		return err
	}
	defer func() {
		_, unlock := conn.ExecContext(context.WithoutCancel(ctx), `select pg_advisory_unlock($1)`, int64(lockAlone))
		if unlock != nil { // a pooled connection must not keep the lock
			conn.Raw(func(any) error { return driver.ErrBadConn })
		}
	}()
	return fn(ctx)
}
