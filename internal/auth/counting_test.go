package auth

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/lewu-id/lewu/internal/dbtest"
)

// countedHouse is a house on SQLite whose statements are counted.
func countedHouse(t *testing.T) (*house, *atomic.Int64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lewu.db")
	d := dbtest.Open(t, "sqlite:"+path)
	h := newHouse(t, d)
	q := url.Values{"_pragma": {"busy_timeout(10000)", "foreign_keys(1)"}, "_txlock": {"immediate"}}
	c := &counter{inner: d.Driver(), dsn: (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()}
	plain := d.DB
	d.DB = sql.OpenDB(c)
	t.Cleanup(func() { d.DB.Close(); d.DB = plain })
	return h, &c.n
}

// A counter opens connections that count what they are asked.
type counter struct {
	inner driver.Driver
	dsn   string
	n     atomic.Int64
}

func (c *counter) Driver() driver.Driver { return c.inner }

func (c *counter) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.inner.Open(c.dsn)
	return &countedConn{conn, c}, err
}

type countedConn struct {
	driver.Conn
	c *counter
}

func (c *countedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.c.n.Add(1)
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
}

func (c *countedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.c.n.Add(1)
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
}

func (c *countedConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.c.n.Add(1)
	return c.Conn.(driver.ConnBeginTx).BeginTx(ctx, opts)
}
