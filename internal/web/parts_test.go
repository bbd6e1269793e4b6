package web_test

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// A partsPage has every component in every state.
type partsPage struct {
	web.Base
	Ages      []web.Fresh
	Tags      []web.Tag
	Search    web.Search
	Figures   web.Figures
	Figure    web.Figure
	Notices   []web.Notice
	Table     web.Table
	Broad     web.Table
	Pager     web.Pager
	Empty     web.Empty
	Steps     web.Steps
	Facts     web.Facts
	Downloads web.Downloads
	Problems  web.Problems
	Fields    []web.Field
}

func (h *house) parts(w http.ResponseWriter, r *http.Request) error {
	b := h.web.Base(r, lewu.Msg("uji.parts"))
	b.Crumbs = []web.Crumb{{Label: lewu.Msg("uji.title"), Path: "/data"}}
	b.Description = lewu.Msg("uji.partslede")
	p := partsPage{
		Base:      b,
		Ages:      []web.Fresh{{b, "", web.Text("terbit kemarin")}, {b, "late", web.Text("terlambat 23 hari")}, {b, "stale", web.Text("belum berubah sejak 21 November")}, {b, "final", web.Text("selesai, tidak diperbarui lagi")}},
		Tags:      []web.Tag{{b, "", web.Text("belum diaudit")}, {b, "gold", web.Text("berbeda antarsumber")}, {b, "good", web.Text("angka publik")}, {b, "bad", web.Text("dikembalikan")}},
		Search:    web.Search{Page: b, ID: "q", Action: "/data", Label: web.Text("Cari kumpulan data"), Value: `padi "ladang"`, Keep: []web.Hidden{{"tahun", "2024"}}},
		Figures:   web.Figures{Columns: 4, Items: someFigures(b)},
		Figure:    someFigures(b)[0],
		Notices:   someNotices(b),
		Table:     riceTable(b),
		Broad:     broadTable(b),
		Empty:     web.Empty{b, web.Text("Tidak ada baris yang cocok."), web.Text("Coba kata lain, atau hapus saringan."), "/data", web.Text("Hapus saringan")},
		Pager:     web.Pager{Page: b, Label: web.Text("Halaman tabel"), Shown: web.Text("Baris 1 sampai 50 dari 504"), First: "/data", Prev: "/data?halaman=1", Next: "/data?halaman=3", Pages: []web.PagerPage{{1, "/data?halaman=1"}, {2, ""}}},
		Facts:     web.Facts{b, []web.Fact{{Label: web.Text("Berkas"), Value: "LRA-Oktober.xlsx", Link: "/data"}, {Label: web.Text("SHA-256"), Value: "7d309764d963a997640a8e380322114fb40e09704a7fd4c02f0661897a216285", Code: true, Tag: &web.Tag{b, "good", web.Text("cocok")}}}},
		Downloads: web.Downloads{b, []web.Download{{Label: web.Text("CSV"), Path: "/data", Bytes: 38_000}, {Label: web.Text("XLSX"), Path: "/data", Bytes: 1_200_000, Note: web.Text("dua lembar")}}},
		Problems:  web.Problems{b, []web.Problem{{"tanggal", web.Text("Tanggal keadaan belum diisi")}}},
	}
	p.Steps = web.Steps{b, []web.Step{
		{Title: web.Text("Dikirim"), Meta: "17 November 2025, pukul 09.14 WIB"},
		{Title: web.Text("Diperiksa mesin"), Body: web.Text("39 dari 41 aturan lulus."), State: "bad", Link: "/data", Go: web.Text("Lihat temuan")},
		{Title: web.Text("Diajukan"), State: "now"},
		{Title: web.Text("Menunggu walidata"), State: "wait", Meta: "sejak 2 jam"},
	}}
	p.Fields = []web.Field{
		{Page: b, ID: "judul", Name: "judul", Label: web.Text("Judul"), Hint: web.Text("Satu baris, apa dan di mana."), Value: "Realisasi Oktober", Required: true},
		{Page: b, ID: "tanggal", Name: "tanggal", Label: web.Text("Tanggal keadaan"), Hint: web.Text("Misalnya 31-10-2025."), Error: web.Text("Isi tanggal keadaan.")},
		{Page: b, ID: "nilai", Name: "nilai", Label: web.Text("Nilai (rupiah)"), Num: true, Value: "1.234.567,89"},
		{Page: b, ID: "instansi", Name: "instansi", Type: "select", Label: web.Text("Instansi"), Choices: []web.Choice{{"a", "Dinas Contoh A", false}, {"b", "Dinas Contoh B", true}}},
		{Page: b, ID: "berkas", Name: "berkas", Type: "file", Label: web.Text("Berkas"), Accept: ".csv,.xlsx"},
		{Page: b, ID: "catatan", Name: "catatan", Type: "area", Label: web.Text("Catatan")},
		{Page: b, ID: "bersih", Name: "bersih", Type: "check", Label: web.Text("Berkas ini tidak memuat NIK atau nomor rekening"), Checked: true},
		{Page: b, Type: "hidden", Name: "batch", Value: "7"},
	}
	return h.web.Page(w, http.StatusOK, "uji/bagian", p)
}

func someFigures(b web.Base) []web.Figure {
	share := b.Figure(web.Text("Serapan belanja provinsi"), lewu.Figure{Value: "61.28", Kind: lewu.Decimal, Unit: "%", AsOf: "2025-10-31", State: web.Text("belum diaudit"), Source: "BKAD (contoh)", Contoh: true})
	share.Note, share.Bar, share.Origin, share.Cite, share.Link = web.Text("Target TEPRA 90 persen"), &web.Bar{Share: "61.28", Mark: "90"}, "/data", "/data", "/data"
	money := b.KPI(lewu.KPI{Label: "Pagu belanja perubahan", LabelEN: "Revised budget", Origin: "/data", Cite: "/data?kutip=apbd",
		Figure: lewu.Figure{Value: "8350310078958.56", Kind: lewu.Money, AsOf: "2025", Source: "DJPK"}})
	stale := b.Figure(web.Text("Tinggi air Kahayan di Palangka Raya"), lewu.Figure{Value: "5.84", Kind: lewu.Decimal, Unit: "meter", AsOf: "2025-11-23", Since: "2025-11-21", Source: "Dinas Contoh C"})
	stale.Note = web.Text("Alat berhenti mengirim; angka ini bukan keadaan sekarang")
	none := b.Figure(web.Text("Produksi karet semester I"), lewu.Figure{Kind: lewu.Integer, Unit: "ton"})
	none.Note = web.Text("Terbit pertama 1 Februari 2026")
	overdue := b.Figure(web.Text("Jumlah guru"), lewu.Figure{Value: "24810", Kind: lewu.Integer, Unit: "orang", AsOf: "2024", Due: "2025-11-01", Source: "Dinas Contoh B", Contoh: true})
	failed := b.KPI(lewu.KPI{Label: "Titik panas", Link: "/data", Failed: true})
	return []web.Figure{share, money, stale, none, overdue, failed}
}

func someNotices(b web.Base) []web.Notice {
	return []web.Notice{
		{Page: b, Title: web.Text("Keterangan"), Body: web.Text("Angka kecamatan terbit bulan depan.")},
		{Page: b, Tone: web.ToneGood, Title: web.Text("Terbit"), Body: web.Text("Versi 5 sudah dapat dilihat semua orang."), Link: "/data", Go: web.Text("Lihat versi 5")},
		{Page: b, Tone: web.ToneWarn, Title: web.Text("Perlu dijelaskan: induk dan anak berbeda"), Body: web.Text("Jumlah induk lebih besar Rp1.204.500.000 dari anaknya.")},
		{Page: b, Tone: web.ToneLate, Title: web.Text("Terlambat 23 hari"), Body: web.Text("Yang tampil masih angka semester lalu.")},
		{Page: b, Tone: web.ToneBad, Title: web.Text("Gagal dibaca"), Body: web.Text("Lembar kedua tidak punya baris judul. Angka publik tidak berubah."), Alert: true},
		{Page: b, Tone: web.ToneStale, Title: web.Text("Belum berubah"), Body: web.Text("Alat berhenti mengirim sejak 21 November.")},
	}
}

func riceTable(b web.Base) web.Table {
	columns := []lewu.Column{
		{Label: "Kabupaten/kota", Kind: lewu.Text}, {Label: "Kode", Kind: lewu.Kemendagri},
		{Label: "Produksi 2024", Kind: lewu.Integer, Unit: "ton"}, {Label: "Ubah dari 2023", Kind: lewu.Decimal, Unit: "%"},
	}
	rows := [][]lewu.Cell{
		{{Text: "Kapuas", Valid: true}, {Text: "62.03", Valid: true}, {Text: "159383", Valid: true}, {Text: "-7.3", Valid: true}},
		{{Text: "Katingan", Valid: true}, {Text: "62.06", Valid: true}, {Text: "22239", Valid: true}, {Text: "1.3", Valid: true}},
		{{Text: "Palangka Raya", Valid: true}, {Text: "62.71", Valid: true}, {}, {}},
	}
	t := b.Table(web.Text("Produksi padi 2024 menurut kabupaten/kota"), columns, rows)
	t.Stack = true
	t.Columns[2].Href, t.Columns[2].Sort = "/data?urut=produksi", "descending"
	t.Rows[0].Cells[0].Href = "/data/kapuas"
	t.Rows[1].Mark = true
	shares := []string{"93.75", "13.08"}
	for i := range t.Rows {
		bar := web.TableCell{}
		if i < len(shares) {
			bar.Bar = &web.Bar{Share: shares[i], Mark: "50"}
		}
		t.Rows[i].Cells = append(t.Rows[i].Cells, bar)
	}
	t.Columns = append(t.Columns, web.TableColumn{Label: "Batang produksi"})
	t.Foot = []web.TableCell{{Text: "Jumlah, tanpa Palangka Raya", Head: true}, {}, {Text: b.Int(388669), Num: true, Label: "Produksi 2024 (ton)"}, {Text: "−4,4", Num: true, Label: "Ubah dari 2023 (%)"}, {}}
	return t
}

func broadTable(b web.Base) web.Table {
	columns := []lewu.Column{{Label: "Kabupaten/kota", Kind: lewu.Text}}
	row := []lewu.Cell{{Text: "Kotawaringin Timur", Valid: true}}
	for _, month := range []string{"Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"} {
		columns = append(columns, lewu.Column{Label: month, Kind: lewu.Money})
		row = append(row, lewu.Cell{Text: "1204500000.25", Valid: true})
	}
	t := b.Table(web.Text("Realisasi per bulan"), columns, [][]lewu.Cell{row, row})
	t.Hidden, t.Tight = true, true
	return t
}
