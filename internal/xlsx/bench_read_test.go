package xlsx

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The table of the benchmarks: what an office sends, and a large one.
const (
	benchRows    = 100_000
	benchColumns = 30
)

// BenchmarkRead reads 100,000 rows of 30 columns: codes, words, whole numbers,
// decimals, percentages, dates. Excelize reads the same file beside it.
func BenchmarkRead(b *testing.B) {
	file := benchFile(b)
	b.Run("lewu", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if got := countCells(b, file); got < benchRows*benchColumns*9/10 {
				b.Fatalf("%d cells", got)
			}
		}
		reportPeak(b)
	})
	b.Run("excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := excelize.OpenFile(file, excelize.Options{RawCellValue: true})
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("Data")
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for rows.Next() {
				cells, err := rows.Columns()
				if err != nil {
					b.Fatal(err)
				}
				n += len(cells)
			}
			if n < benchRows*benchColumns*9/10 {
				b.Fatalf("%d cells", n)
			}
			f.Close()
		}
		reportPeak(b)
	})
}

// reportPeak adds the most memory that the process has had so far: run one
// benchmark at a time to compare.
func reportPeak(b *testing.B) {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(status)) {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kb); n == 1 {
			b.ReportMetric(kb/1024, "peak-MB")
		}
	}
}

// countCells reads a whole file as the road does, and counts its cells.
func countCells(tb testing.TB, path string) (n int) {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		tb.Fatal(err)
	}
	book, err := Open(f, info.Size())
	if err != nil {
		tb.Fatal(err)
	}
	rows, err := book.Rows(0)
	if err != nil {
		tb.Fatal(err)
	}
	var words []byte
	for {
		more, err := rows.Next()
		if err != nil {
			tb.Fatal(err)
		}
		if !more {
			return n
		}
		for _, c := range rows.Cells {
			words, _, _ = book.Words(words[:0], c)
			n++
		}
	}
}

// benchFile makes the file once and keeps it beside other builds' leavings.
func benchFile(b *testing.B) string {
	b.Helper()
	path := filepath.Join(os.TempDir(), fmt.Sprintf("lewu-bench-%dx%d.xlsx", benchRows, benchColumns))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "Data"); err != nil {
		b.Fatal(err)
	}
	date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		b.Fatal(err)
	}
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		b.Fatal(err)
	}
	w, err := f.NewStreamWriter("Data")
	if err != nil {
		b.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(62, 2025))
	for n := range benchRows + 1 {
		if err := w.SetRow(fmt.Sprintf("A%d", n+1), benchRow(dice, n, date, percent)); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var body bytes.Buffer
	if err := f.Write(&body); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, body.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	return path
}

func benchRow(dice *rand.Rand, n, date, percent int) []any {
	row := make([]any, benchColumns)
	for i := range row {
		switch {
		case n == 0:
			row[i] = fmt.Sprintf("Kolom %d", i+1)
		case i%6 == 0:
			row[i] = fmt.Sprintf("62.%02d.%02d.%04d", i, n%30, n%9999)
		case i%6 == 1:
			row[i] = fmt.Sprintf("Desa %d", dice.IntN(1500))
		case i%6 == 2:
			row[i] = dice.IntN(1_000_000)
		case i%6 == 3:
			row[i] = float64(dice.IntN(10_000_000)) / 100 * 1.1
		case i%6 == 4:
			row[i] = excelize.Cell{StyleID: date, Value: 45000 + dice.IntN(900)}
		default:
			row[i] = excelize.Cell{StyleID: percent, Value: dice.Float64()}
		}
	}
	return row
}
