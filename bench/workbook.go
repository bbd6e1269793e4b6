package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/intake/workbook"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// measureWorkbook writes and reads a wide table as XLSX, each time in a process
// of its own, so that its time and its memory are that of nothing else; and
// excelize the same beside it.
func (b *bench) measureWorkbook(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	file := map[string]string{"lewu": b.store("lewu.xlsx"), "excelize": b.store("excelize.xlsx")}
	what := fmt.Sprintf("XLSX of %s rows × %d columns", grouped(wideRows), wideColumns)
	for _, do := range []struct {
		name, on string // on: whose file; empty: its own
		time     time.Duration
		memory   int64
	}{{"write", "", 2 * time.Second, 60e6}, {"read", "excelize", 8 * time.Second, 400e6}} {
		took, peak := map[string][]time.Duration{}, map[string]int64{}
		for turn := range b.rounds(2) {
			for _, who := range []string{"lewu", "excelize"} {
				b.say("%s, %s by %s, %d of %d", what, do.name, who, turn+1, b.rounds(2))
				on := file[who]
				if do.on != "" {
					on = file[do.on]
				}
				t, held, err := run(ctx, exec.Command(self, "-step", who+"-"+do.name, on))
				if err != nil {
					return err
				}
				took[who], peak[who] = append(took[who], t), max(peak[who], held)
			}
		}
		l := atMost(what+", "+do.name, median(took["lewu"]), do.time, 0)
		l.peer, l.ratio = spoken(median(took["excelize"])), inTurns(took["excelize"], took["lewu"])
		b.add(l, noMore(what+", "+do.name+", peak memory", peak["lewu"], do.memory, megabytes(peak["excelize"])))
		b.noise("XLSX "+do.name, took["lewu"], took["excelize"])
	}
	sizes := map[string]int64{}
	for who, name := range file {
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		sizes[who] = info.Size()
	}
	b.note(fmt.Sprintf("XLSX: each step is a process of its own, from its start to its end. Written as a download is, on a disk (%s; excelize's StreamWriter %s); "+
		"read as the road reads a file that excelize wrote, twice, with every column typed; excelize gives its rows once, as text.",
		megabytes(sizes["lewu"]), megabytes(sizes["excelize"])))
	return nil
}

// step does one step of the workbooks, in a process that does nothing else.
func step(ctx context.Context, name, path string) error {
	switch name {
	case "lewu-write":
		return writeLewu(path)
	case "lewu-read":
		return readLewu(ctx, path)
	case "excelize-write":
		return writeExcelize(path)
	case "excelize-read":
		return readExcelize(path)
	}
	return fmt.Errorf("no step %q", name)
}

func writeLewu(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	columns := wideTable()
	return xlsx.Write(f, xlsx.Output{
		Title: "Laporan desa", Name: "Data", AboutName: "Keterangan", Columns: columns,
		Rows: func(put func([]lewu.Cell) error) error { return wideCells(columns, put) },
	})
}

func readLewu(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	grid, err := workbook.Format().Read(ctx, lewu.Input{
		Name: "laporan.xlsx", Size: info.Size(), Answers: map[string]string{}, Tick: func(int64) {},
		Open: func() (io.ReadCloser, error) { return os.Open(path) },
	})
	if err != nil {
		return err
	}
	rows, filled := 0, 0
	err = grid.Rows(ctx, func(_ int64, cells []lewu.Cell) error {
		rows++
		for _, c := range cells {
			if c.Valid {
				filled++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return checkRead(rows, filled)
}

func writeExcelize(path string) error {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	columns := wideTable()
	line := make([]any, len(columns))
	for i, c := range columns {
		line[i] = c.Label
	}
	if err := w.SetRow("A1", line); err != nil {
		return err
	}
	at := 1
	err = wideCells(columns, func(cells []lewu.Cell) error {
		at++
		for i, c := range cells {
			line[i] = nil
			if c.Valid {
				line[i] = c.Text
			}
			if c.Valid && (columns[i].Kind.Numeric() || columns[i].Kind == lewu.Year) {
				n, err := strconv.ParseFloat(c.Text, 64)
				if err != nil {
					return err
				}
				line[i] = n
			}
		}
		return w.SetRow("A"+strconv.Itoa(at), line)
	})
	if err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	buffered := bufio.NewWriterSize(out, 1<<20)
	if _, err := f.WriteTo(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}

func readExcelize(path string) error {
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	defer f.Close()
	list, err := f.Rows("Sheet1")
	if err != nil {
		return err
	}
	defer list.Close()
	rows, filled := -1, -wideColumns // the heading
	for list.Next() {
		cells, err := list.Columns()
		if err != nil {
			return err
		}
		rows++
		for _, text := range cells {
			if text != "" {
				filled++
			}
		}
	}
	return checkRead(rows, filled)
}

// checkRead makes sure that everything was read.
func checkRead(rows, filled int) error {
	columns, want := wideTable(), 0
	_ = wideCells(columns, func(cells []lewu.Cell) error {
		for _, c := range cells {
			if c.Valid {
				want++
			}
		}
		return nil
	})
	if rows != wideRows || filled != want {
		return fmt.Errorf("%d rows with %d cells were read, want %d with %d", rows, filled, wideRows, want)
	}
	return nil
}
