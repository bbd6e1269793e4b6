package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/lewu-id/lewu/internal/dbtest"
)

// A cluster is a private PostgreSQL with the settings initdb leaves behind, on
// a socket in its folder: no port, nobody else.
type cluster struct {
	bin, dir string
	server   *process
	conn     *pgx.Conn
}

// startCluster makes a cluster beneath dir and waits until it answers.
func startCluster(ctx context.Context, dir string) (_ *cluster, err error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/15/bin/initdb") // the pattern is ours
	if len(found) == 0 {
		return nil, fmt.Errorf("no PostgreSQL 15: apt-get install postgresql")
	}
	c := &cluster{bin: filepath.Dir(found[0]), dir: filepath.Join(dir, "postgres")}
	if err := os.Mkdir(c.dir, 0o700); err != nil {
		return nil, err
	}
	who, err := dbtest.Owner(c.dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(c.dir, "data")
	initdb := exec.Command(filepath.Join(c.bin, "initdb"), "-D", data, "--auth=trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
	initdb.Dir, initdb.SysProcAttr = c.dir, &syscall.SysProcAttr{Credential: who}
	if _, _, err := run(ctx, initdb); err != nil {
		return nil, err
	}
	server := exec.Command(filepath.Join(c.bin, "postgres"), "-D", data, "-k", c.dir, "-c", "listen_addresses=")
	server.Dir, server.SysProcAttr = c.dir, &syscall.SysProcAttr{Credential: who}
	if c.server, err = start(server); err != nil {
		return nil, err
	}
	if err := c.connect(ctx); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// connect waits until the server answers.
func (c *cluster) connect(ctx context.Context) (err error) {
	for {
		c.conn, err = pgx.Connect(ctx, "postgres://postgres@/postgres?host="+c.dir)
		if err == nil || ctx.Err() != nil {
			return err
		}
		if dead := c.server.died(); dead != nil {
			return dead
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (c *cluster) close() {
	if c == nil {
		return
	}
	if c.conn != nil {
		_ = c.conn.Close(context.Background()) // the server goes next
	}
	c.server.stop(syscall.SIGINT) // fast shutdown
}

// psql is the command line client with statements to run one after the other.
func (c *cluster) psql(statements ...string) *exec.Cmd {
	args := []string{"-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", c.dir, "-U", "postgres", "-d", "postgres"}
	for _, s := range statements {
		args = append(args, "-c", s)
	}
	return exec.Command(filepath.Join(c.bin, "psql"), args...)
}

// fullText is how CKAN's DataStore makes a row searchable: all of its columns
// in one tsvector, filled by a trigger (datastore set-permissions).
const fullText = `CREATE OR REPLACE FUNCTION populate_full_text_trigger() RETURNS trigger AS $body$
BEGIN
	IF NEW._full_text IS NOT NULL THEN
		RETURN NEW;
	END IF;
	NEW._full_text := (SELECT to_tsvector(string_agg(value, ' ')) FROM json_each_text(row_to_json(NEW.*)) WHERE key NOT LIKE '\_%');
	RETURN NEW;
END;
$body$ LANGUAGE plpgsql`

// asDataStore are the statements that load a sample the way DataStore keeps it:
// a serial _id under a primary key, every row's _full_text, a GIN index on it.
// The index is made after the rows, which is the quicker order.
func asDataStore(table string, s *sample) []string {
	return []string{
		fmt.Sprintf("CREATE TABLE %s (_id serial PRIMARY KEY, _full_text tsvector, %s)", table, s.declared()),
		fullText,
		fmt.Sprintf("CREATE TRIGGER zfulltext BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE PROCEDURE populate_full_text_trigger()", table),
		s.copyIn(table),
		fmt.Sprintf("CREATE INDEX ON %s USING gin (_full_text)", table),
	}
}

// plain are the statements that load a sample without anything beside it.
func plain(table string, s *sample) []string {
	return []string{fmt.Sprintf("CREATE TABLE %s (_id serial PRIMARY KEY, %s)", table, s.declared()), s.copyIn(table)}
}

func (s *sample) declared() string {
	list := make([]string, len(s.fields))
	for i, f := range s.fields {
		list[i] = f.name + " " + f.sql
	}
	return strings.Join(list, ", ")
}

// names are the columns of a sample, with commas between.
func (s *sample) names() string {
	list := make([]string, len(s.fields))
	for i, f := range s.fields {
		list[i] = f.name
	}
	return strings.Join(list, ", ")
}

func (s *sample) copyIn(table string) string {
	return fmt.Sprintf(`\copy %s (%s) FROM '%s' WITH (FORMAT csv, HEADER true)`, table, s.names(), s.path)
}

// settle gives a fresh table what autovacuum would within minutes: statistics,
// and rows marked as visible. Nobody's time counts it.
func (c *cluster) settle(ctx context.Context, table string) error {
	for _, s := range []string{"VACUUM (ANALYZE) " + table, "CHECKPOINT"} {
		if _, err := c.conn.Exec(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// ask runs a query to its last row and gives the rows as text.
func (c *cluster) ask(ctx context.Context, query string) (rows [][]string, err error) {
	// The simple protocol, as psycopg2 speaks it: one trip, values as text.
	list, err := c.conn.Query(ctx, query, pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return nil, err
	}
	defer list.Close()
	for list.Next() {
		raw := list.RawValues()
		row := make([]string, len(raw))
		for i, v := range raw {
			row[i] = string(v)
		}
		rows = append(rows, row)
	}
	return rows, list.Err()
}

// version is the server's own word for itself, such as "15.13".
func (c *cluster) version(ctx context.Context) (v string, err error) {
	err = c.conn.QueryRow(ctx, "SHOW server_version").Scan(&v)
	return v, err
}
