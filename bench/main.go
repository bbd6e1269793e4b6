// Command bench holds the real program against PostgreSQL and nginx on this
// machine, in one run, in turns, and writes what came out as a table: see
// bench/results.md. It starts everything itself, on the loopback, in a folder
// of its own, and takes all of it away again.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// atMostTime bounds a run; a full one takes about eight minutes on two cores.
const atMostTime = 30 * time.Minute

// A bench is one run.
type bench struct {
	lewu  string // the program to measure
	dir   string // everything made here goes with the run
	quick bool
	load  string // of the machine before the run

	harvest, ledger *sample
	postgres        *cluster
	report
}

func main() {
	lewu := flag.String("lewu", "bin/lewu", "program to measure")
	out := flag.String("out", "bench/results.md", "file for the table")
	quick := flag.Bool("quick", false, "a tenth of the rows, fewer turns: to develop with")
	only := flag.String("only", "", "some of import,filter,groups,export,workbook,page,start (filter and export need import)")
	one := flag.String("step", "", "for the bench itself: one step of the workbooks, on the file named behind it")
	dir := flag.String("dir", "", "disk to work on; default: the temporary folder")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, atMostTime)
	defer cancel()
	if *one != "" {
		if err := step(ctx, *one, flag.Arg(0)); err != nil {
			fmt.Fprintln(os.Stderr, "bench: "+err.Error())
			os.Exit(1)
		}
		return
	}
	if err := measure(ctx, *lewu, *out, *dir, *only, *quick); err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		cancel()
		stop()
		os.Exit(1)
	}
}

// measure runs what was asked for and writes the report.
func measure(ctx context.Context, lewu, out, dir, only string, quick bool) (err error) {
	b := &bench{quick: quick, load: load()}
	if b.lewu, err = filepath.Abs(lewu); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp(dir, "lewu-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if b.dir, err = filepath.Abs(b.dir); err != nil {
		return err
	}
	if err := os.Chmod(b.dir, 0o711); err != nil { // PostgreSQL and nginx run as others
		return err
	}
	if err := b.prepare(ctx); err != nil {
		return err
	}
	defer b.postgres.close()
	for _, part := range []struct {
		name    string
		measure func(context.Context) error
	}{
		{"import", b.measureImport}, {"filter", b.measureFilter}, {"export", b.measureExport},
		{"groups", b.measureGroups}, {"workbook", b.measureWorkbook}, {"page", b.measurePage}, {"start", b.measureStart},
	} {
		if only != "" && !strings.Contains(","+only+",", ","+part.name+",") {
			continue
		}
		if err := part.measure(ctx); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	version, err := b.postgres.version(ctx)
	if err != nil {
		return err
	}
	b.report.machine = b.machine(version)
	return b.save(out)
}

// prepare makes the samples and starts PostgreSQL.
func (b *bench) prepare(ctx context.Context) (err error) {
	unit := 1_000_000
	if b.quick {
		unit /= 10
	}
	b.harvest, b.ledger = harvest(unit), ledger(5*unit)
	for name, s := range map[string]*sample{"panen.csv": b.harvest, "catatan.csv": b.ledger} {
		b.say("making %s, %s rows", name, grouped(s.rows))
		if err := s.create(filepath.Join(b.dir, name)); err != nil {
			return err
		}
	}
	b.postgres, err = startCluster(ctx, b.dir)
	return err
}

// store is the folder of a store.
func (b *bench) store(name string) string { return filepath.Join(b.dir, name) }

// rounds is how many turns count; a quick run makes do with half.
func (b *bench) rounds(n int) int {
	if b.quick {
		return (n + 1) / 2
	}
	return n
}

func (b *bench) say(format string, args ...any) { fmt.Fprintf(os.Stderr, "… "+format+"\n", args...) }

func (b *bench) add(lines ...line) {
	for _, l := range lines {
		fmt.Fprintf(os.Stderr, "  %s: %s, %s, %s\n", l.what, l.lewu, l.peer, times(l.ratio))
	}
	b.lines = append(b.lines, lines...)
}

func (b *bench) note(text string) { b.notes = append(b.notes, text) }

// noise notes how far times lay apart, where that could touch a verdict.
func (b *bench) noise(what string, lewu, peer []time.Duration) {
	if ours, theirs := spread(lewu), spread(peer); max(ours, theirs) > 25 {
		b.shaky = append(b.shaky, fmt.Sprintf("%s %.0f %%, %.0f %%", what, ours, theirs))
	}
}

// grouped writes a whole number with its thousands apart.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
