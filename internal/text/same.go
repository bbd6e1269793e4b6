package text

import (
	"strings"
	"sync"
)

// sameList is words that mean the same to whoever looks for data, a line a
// meaning, the term they share first. They are one term in the index and in the
// question, so that they weigh the same. OPD, SKPD, SOPD and perangkat daerah
// are one thing under four laws.
const sameList = `
opd, skpd, sopd, perangkat daerah, organisasi perangkat daerah, satuan kerja perangkat daerah, satuan organisasi perangkat daerah
siswa, murid, pelajar, peserta didik, anak didik
kabupaten, kab
provinsi, propinsi, prov
realisasi, serapan, penyerapan
apbd, anggaran pendapatan dan belanja daerah
pad, pendapatan asli daerah
ktp, e ktp, ektp, ktp el, kartu tanda penduduk
kk, kartu keluarga
kia, kartu identitas anak
umkm, ukm, usaha mikro kecil dan menengah, usaha mikro kecil menengah, usaha kecil menengah
paud, pendidikan anak usia dini
sd, sekolah dasar
smp, sekolah menengah pertama
sma, sekolah menengah atas
smk, sekolah menengah kejuruan
slb, sekolah luar biasa
asn, aparatur sipil negara
pns, pegawai negeri sipil
puskesmas, pusat kesehatan masyarakat
rs, rumah sakit, rsud, rumah sakit umum daerah, rumah sakit umum
nakes, tenaga kesehatan, tenaga medis
bps, badan pusat statistik
dprd, dewan perwakilan rakyat daerah
bbm, bahan bakar minyak
dbd, demam berdarah, demam berdarah dengue
tbc, tb, tb paru, tuberkulosis, tuberculosis
ipm, indeks pembangunan manusia
pdrb, produk domestik regional bruto
tpt, tingkat pengangguran terbuka
tpak, tingkat partisipasi angkatan kerja
ntp, nilai tukar petani
spbe, sistem pemerintahan berbasis elektronik
karhutla, kebakaran hutan dan lahan, kebakaran hutan, kebakaran lahan
hotspot, titik panas, titik api
bansos, bantuan sosial
sembako, bahan pokok, kebutuhan pokok, sembilan bahan pokok, bapok
sawit, kelapa sawit
samsat, pajak kendaraan bermotor, pkb
ump, upah minimum provinsi
umk, upah minimum kabupaten
balita, bayi di bawah lima tahun, bawah lima tahun
lansia, lanjut usia
disabilitas, difabel, penyandang disabilitas, penyandang cacat
rtlh, rumah tidak layak huni
pdam, perusahaan daerah air minum
nikah, kawin
wisatawan, turis
ranmor, kendaraan bermotor
cctv, kamera pemantau, kamera pengawas
perpustakaan, pustaka
ibukota, ibu kota
kades, kepala desa
linmas, perlindungan masyarakat
dinkes, dinas kesehatan
disdik, dinas pendidikan, disdikbud
dpupr, dinas pekerjaan umum, dinas pekerjaan umum dan penataan ruang, dinas pu, dinas pupr
disperkimtan, dinas perumahan
dishub, dinas perhubungan
dinsos, dinas sosial
disdukcapil, dukcapil, dinas kependudukan dan pencatatan sipil, dinas kependudukan
dishut, dinas kehutanan
disbun, dinas perkebunan
dlh, dinas lingkungan hidup
dislutkan, dinas kelautan dan perikanan
tphp, dinas tanaman pangan hortikultura dan peternakan, dinas pertanian
dishanpang, dinas ketahanan pangan
disnakertrans, disnaker, dinas tenaga kerja, dinas tenaga kerja dan transmigrasi
dpmd, dinas pemberdayaan masyarakat dan desa
diskominfosantik, diskominfo, dinas kominfo, dinas komunikasi dan informatika
disperdagin, dinas perdagangan dan perindustrian, dinas perdagangan
dpmptsp, dinas penanaman modal, dinas penanaman modal dan pelayanan terpadu satu pintu
dispora, dinas pemuda dan olahraga
disbudpar, dinas pariwisata, dinas kebudayaan dan pariwisata
dispursip, dinas perpustakaan, dinas perpustakaan dan kearsipan
desdm, dinas esdm, dinas energi dan sumber daya mineral
dp3appkb, dinas pemberdayaan perempuan
bapenda, badan pendapatan daerah
bkad, badan keuangan dan aset daerah
bkd, badan kepegawaian daerah
bapperida, bappeda, badan perencanaan pembangunan daerah
bpbd, bpbpk, badan penanggulangan bencana daerah, badan penanggulangan bencana
satpol, satpol pp, satuan polisi pamong praja
tepra, tim evaluasi dan pengawasan realisasi anggaran
ppid, pejabat pengelola informasi dan dokumentasi
`

// A phrase is words, by their stems, that stand for one term.
type phrase struct {
	stems []string
	term  string
}

// phrases are all of sameList by their first stem, the longest first.
var phrases = sync.OnceValue(func() map[string][]phrase {
	m := map[string][]phrase{}
	for line := range strings.Lines(strings.TrimSpace(sameList)) {
		term, _, _ := strings.Cut(strings.TrimSpace(line), ",")
		for words := range strings.SplitSeq(strings.TrimSpace(line), ",") {
			p := phrase{term: term}
			for word := range strings.FieldsSeq(words) {
				p.stems = append(p.stems, Stem(word))
			}
			list := m[p.stems[0]]
			at := 0
			for at < len(list) && len(list[at].stems) >= len(p.stems) {
				at++
			}
			m[p.stems[0]] = append(list[:at:at], append([]phrase{p}, list[at:]...)...)
		}
	}
	return m
})

// phraseAt reads the longest phrase with a meaning of its own at the beginning
// of tokens.
func phraseAt(tokens []Token) (Term, int) {
	for _, p := range phrases()[Stem(tokens[0].Word)] {
		if len(p.stems) > len(tokens) {
			continue
		}
		fits := true
		for i := 1; i < len(p.stems) && fits; i++ {
			fits = Stem(tokens[i].Word) == p.stems[i]
		}
		if fits {
			return Term{Text: p.term}, len(p.stems)
		}
	}
	return Term{}, 0
}
