package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"time"

	"github.com/lewu-id/lewu/internal/region"
)

// A village is one row of the made-up gazetteer: real codes and names of the
// 14 kab/kota, invented ones below.
type village struct {
	regency, regencyName, district, districtName, code, name string
}

// A field is one column of a sample with its type in PostgreSQL, as a person
// who knows the file would declare it.
type field struct{ name, sql string }

// A sample is a generated file. The same rows come out of every run.
type sample struct {
	title  string
	fields []field
	rows   int
	write  func(w *bufio.Writer, rows int)

	path string
	size int64 // bytes
}

// commodities are what the samples count, from the list of a harvest report.
func commodities() []string {
	return []string{
		"Padi sawah", "Padi ladang", "Jagung", "Kedelai", "Kacang tanah", "Ubi kayu", "Ubi jalar", "Cabai rawit", "Cabai besar",
		"Bawang merah", "Kelapa sawit", "Karet", "Kelapa", "Lada", "Kopi robusta", "Rotan", "Nanas",
	}
}

// gazetteer makes 1,008 villages: 14 kab/kota of 8 districts of 9 villages.
func gazetteer() (list []village) {
	first := []string{"Tumbang", "Teluk", "Sei", "Bukit", "Tanjung", "Muara", "Petak", "Lubuk"}
	second := []string{"Runen", "Malahoi", "Hiran", "Bahenei", "Samba", "Lahung", "Kajang", "Baringei", "Mantuhe"}
	for _, r := range region.Regencies() {
		for d := 1; d <= len(first); d++ {
			district := fmt.Sprintf("%s.%02d", r.Kemendagri, d)
			for v := range second {
				list = append(list, village{
					regency: string(r.Kemendagri), regencyName: r.Short,
					district: district, districtName: first[d-1] + " " + second[(d+3)%len(second)],
					code: fmt.Sprintf("%s.%d", district, 2001+v), name: first[(d+v)%len(first)] + " " + second[v],
				})
			}
		}
	}
	return list
}

// harvest is the sectoral table of the import, the filters and the export: a
// monthly report of every village and commodity, 16 columns, about 160 bytes a
// row.
func harvest(rows int) *sample {
	return &sample{
		title: "Laporan panen bulanan desa", rows: rows, write: writeHarvest,
		fields: []field{
			{"tahun", "integer"}, {"bulan", "integer"}, {"kode_kabupaten", "text"}, {"nama_kabupaten", "text"},
			{"kode_kecamatan", "text"}, {"nama_kecamatan", "text"}, {"kode_desa", "text"}, {"nama_desa", "text"},
			{"komoditas", "text"}, {"luas_tanam", "numeric"}, {"luas_panen", "numeric"}, {"produksi", "numeric"},
			{"harga", "integer"}, {"jumlah_petani", "integer"}, {"tanggal_lapor", "date"}, {"keterangan", "text"},
		},
	}
}

func writeHarvest(w *bufio.Writer, rows int) {
	random := rand.New(rand.NewPCG(62, 1957))
	places, goods, notes := gazetteer(), commodities(), []string{
		"laporan penyuluh lapangan, sudah dicek kepala desa", "angka sementara, menunggu berita acara panen",
		"dihitung dari ubinan 2,5 m × 2,5 m", "sebagian lahan tergenang", "",
	}
	var line []byte
	for i := range rows {
		good, place := i%len(goods), i/len(goods)%len(places)
		month := i / (len(goods) * len(places)) % 60
		year, p := 2021+month/12, places[place]
		planted, part := random.IntN(40_000)+100, random.IntN(90)+10
		harvested := planted * part / 100
		line = strconv.AppendInt(line[:0], int64(year), 10)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(month%12+1), 10)
		for _, s := range []string{p.regency, p.regencyName, p.district, p.districtName, p.code, p.name, goods[good]} {
			line = append(append(line, ','), s...)
		}
		line = appendFixed(append(line, ','), planted, 2)
		line = appendFixed(append(line, ','), harvested, 2)
		line = appendFixed(append(line, ','), harvested*(random.IntN(900)+100)/10, 3)
		line = append(line, ',')
		if random.IntN(50) > 0 { // one price in fifty is missing
			line = strconv.AppendInt(line, int64(random.IntN(900)+100)*100, 10)
		}
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(random.IntN(400)+1), 10)
		line = append(line, ',')
		line = time.Date(year, time.Month(month%12+2), 1+random.IntN(20), 0, 0, 0, 0, time.UTC).AppendFormat(line, time.DateOnly)
		line = append(line, ',')
		line = strconv.AppendQuote(line, notes[random.IntN(len(notes))])
		line = append(line, '\n')
		w.Write(line) // the writer keeps its first error for Flush
	}
}

// ledger is the table of the group-by: long, narrow, and repeating itself.
func ledger(rows int) *sample {
	return &sample{
		title: "Catatan penjualan hasil tani", rows: rows, write: writeLedger,
		fields: []field{
			{"tahun", "integer"}, {"bulan", "integer"}, {"kode_kabupaten", "text"}, {"kode_kecamatan", "text"},
			{"komoditas", "text"}, {"produksi", "numeric"}, {"nilai", "bigint"}, {"pedagang", "integer"},
		},
	}
}

func writeLedger(w *bufio.Writer, rows int) {
	random := rand.New(rand.NewPCG(62, 2025))
	places, goods := gazetteer(), commodities()
	var line []byte
	for range rows {
		p := places[random.IntN(len(places))]
		line = strconv.AppendInt(line[:0], int64(2021+random.IntN(5)), 10)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(random.IntN(12)+1), 10)
		for _, s := range []string{p.regency, p.district, goods[random.IntN(len(goods))]} {
			line = append(append(line, ','), s...)
		}
		line = appendFixed(append(line, ','), random.IntN(9_000_000)+1000, 3)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(random.IntN(9_000_000))*500, 10)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(random.IntN(40)+1), 10)
		line = append(line, '\n')
		w.Write(line) // the writer keeps its first error for Flush
	}
}

// appendFixed writes n with its last digits behind a point.
func appendFixed(line []byte, n, digits int) []byte {
	unit := 1
	for range digits {
		unit *= 10
	}
	line = strconv.AppendInt(line, int64(n/unit), 10)
	line = append(line, '.')
	for unit /= 10; unit > 0; unit /= 10 {
		line = append(line, byte('0'+n/unit%10))
	}
	return line
}

// create writes the file of a sample at path.
func (s *sample) create(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	for i, c := range s.fields {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteString(c.name)
	}
	w.WriteByte('\n')
	s.write(w, s.rows)
	if err := w.Flush(); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	s.path, s.size = path, info.Size()
	return f.Sync() // so that nobody writes it back while others are timed
}
