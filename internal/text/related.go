package text

import (
	"strconv"
	"strings"
	"sync"
)

// A Related is another term that may answer a question for a term, and how
// much less: 1 is as good.
type Related struct {
	Term   string
	Weight float64
}

// relatedList says, a line a term, what else a question for it may mean, with
// weights in hundredths. It is read one way: who asks for jiwa wants people,
// but who asks for people does not want a hospital for the soul (rumah sakit
// jiwa). Rice on the field, in the husk and in the pot are three words; who
// asks for one is helped by the others, but less.
const relatedList = `
jiwa penduduk:80
warga penduduk:70
populasi penduduk:100
orang penduduk:40

padi gabah:60 beras:40 sawah:40
beras padi:40 gabah:50
gabah padi:60 beras:50
sawah padi:60
asn pns:70
pns asn:70
dokter nakes:50
perawat nakes:50
bidan nakes:50
nakes dokter:50 perawat:50 bidan:50
guru ajar:30
mobil kendara:50 ranmor:50
motor kendara:50 ranmor:50
ranmor kendara:70
kendara ranmor:60
nganggur anggur:100
sapi ternak:60
kerbau ternak:60
kambing ternak:60
babi ternak:60
ayam ternak:50 unggas:60
itik ternak:50 unggas:60
sampah limbah:40
bencana banjir:50 karhutla:50 longsor:50
banjir bencana:50
asap karhutla:60
kabut karhutla:50
hotspot karhutla:60
karhutla hotspot:60 bakar:50
inflasi harga:40
harga inflasi:30
sembako harga:40
kaya pad:20
tengkes stunting:100
kerdil stunting:80
stunting gizi:40 balita:80
gizi stunting:50
pln listrik:80
wifi internet:60
sinyal internet:50 telekomunikasi:50
sekolah sd:50 smp:50 sma:50 smk:50 siswa:40
pdam air:50
nelayan ikan:50
plesir wisata:80
rsj rs:70
korupsi inspektorat:30
duit uang:80 anggar:50
penghasilan pendapatan:80
pendapatan pad:40

anggar apbd:60
apbd anggar:50 belanja:50
belanja apbd:50
rupiah uang:50
lowong kerja:50 cari:20
loker lowong:90 kerja:60
covid corona:90
corona covid:90
tpt anggur:100

population penduduk:100
people penduduk:80
inhabitant penduduk:100
resident penduduk:90
rice padi:90 beras:90
paddy padi:100
poverty miskin:100
poor miskin:100
unemployment anggur:100 tpt:90
unemployed anggur:100
jobless anggur:90
job kerja:90
worker kerja:90
labour kerja:80
labor kerja:80
wage upah:100
employment kerja:90
school sekolah:100 siswa:50
pupil siswa:100
student siswa:100 mahasiswa:80
teacher guru:100
education didik:100
health sehat:100
hospital rs:100
doctor dokter:100
nurse perawat:100
disease penyakit:100
dengue dbd:100
malaria malaria:100
stunting stunting:100
vaccine vaksin:100
vaccination vaksinasi:100
road jalan:100
bridge jembatan:100
airport bandara:100
passenger penumpang:100
flight terbang:80
vehicle kendara:90 ranmor:90
price harga:100
food pangan:100 sembako:70
staple sembako:100
fish ikan:100
fishery ikan:100
forest hutan:100
fire bakar:90 karhutla:90
flood banjir:100
disaster bencana:100
water air:100
drinking minum:100
electricity listrik:100
waste sampah:100
garbage sampah:100
budget apbd:100 anggar:90
revenue pendapatan:100
income pendapatan:100
spending belanja:100
expenditure belanja:100
absorption realisasi:90
tax pajak:100
agency opd:100
government pemerintah:90
village desa:100
district kecamatan:100
regency kabupaten:100
province provinsi:100
city kota:100
region wilayah:100
area luas:80 wilayah:50
capital ibukota:80
birth lahir:100
death mati:100
marriage nikah:100
divorce cerai:100
family keluarga:100
household keluarga:70 rumah:50
house rumah:100
housing rumah:100
woman perempuan:100
women perempuan:100
man laki:80
men laki:80
child anak:100
children anak:100
elderly lansia:100
disability disabilitas:100
tourism wisata:100
tourist wisatawan:100
visitor kunjung:90 wisatawan:70
hotel hotel:100
palm sawit:100
oil minyak:60 sawit:60
rubber karet:100
farmer tani:100
farming tani:100
agriculture tani:100
harvest panen:100
livestock ternak:100
cattle sapi:100 ternak:70
chicken ayam:100
pig babi:100
corn jagung:100
maize jagung:100
cassava ubi:100
chili cabai:100
egg telur:100
sugar gula:100
meat daging:100
coal batu:70 tambang:80
mining tambang:100
gold emas:100
company usaha:80
business usaha:90
cooperative koperasi:100
market pasar:100
trade dagang:100
export ekspor:100
import impor:100
inequality timpang:100 gini:90
gini gini:100
index indeks:100
growth tumbuh:100
economy ekonomi:100
economic ekonomi:100
camera cctv:90
complaint adu:90
service layan:100
permit izin:100
licence izin:100
library perpustakaan:100
sport olahraga:100
culture budaya:100
weather cuaca:100
rainfall hujan:100
rain hujan:100
river sungai:100
temperature suhu:100
air udara:20
climate iklim:100
internet internet:100
crime kriminal:90
police polisi:100
production produksi:100
quality kualitas:80 mutu:80
`

// related is relatedList by term.
var related = sync.OnceValue(func() map[string][]Related {
	m := map[string][]Related{}
	for line := range strings.Lines(strings.TrimSpace(relatedList)) {
		fields := strings.Fields(line)
		for i := 1; i < len(fields); i++ {
			word, hundredths, _ := strings.Cut(fields[i], ":")
			n, err := strconv.Atoi(hundredths)
			if err == nil && word != fields[0] {
				m[fields[0]] = append(m[fields[0]], Related{word, float64(n) / 100})
			}
		}
	}
	return m
})

// RelatedTo lists the terms that may answer a question for a term as well. An
// English plural is read as its singular ("prices", "cities").
func RelatedTo(term string) []Related {
	m := related()
	if list := m[term]; list != nil {
		return list
	}
	for _, plural := range [][2]string{{"ies", "y"}, {"es", ""}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(term, plural[0]); ok && m[stem+plural[1]] != nil {
			return m[stem+plural[1]]
		}
	}
	return nil
}
