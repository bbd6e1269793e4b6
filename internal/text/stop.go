package text

import (
	"strings"
	"sync"
)

// Words of every sentence, Indonesian and English.
const stopList = `
ada adalah agar akan akankah antara apa apakah apabila atau bagaimana bagi bahwa beberapa berapa berapakah bisa boleh bukan dalam dan dapat dari
daripada dengan di dimana dong dulu hanya harus hingga ia ini itu jika juga kah kalau kami kamu kan kapan karena ke kenapa kepada kini kita lagi lah
lain maka mana masih mau melalui mengapa mereka merupakan namun nya oleh pada para pernah saat saja sampai sangat saya sebagai sebuah sedang sehingga
sejak sekarang selama seluruh semua seperti serta setiap setelah siapa sih sudah suatu supaya tapi telah tentang terhadap tersebut tetapi tiap tidak
tolong untuk yaitu yakni yang
a an and are as at by do does for from has have how i in into is it its many me much my of on or per please show than that the their there these this
to was we what when where which who why will with you your`

// Words that say what somebody does with data rather than what data he wants.
const fillerList = `
angka berdasarkan cari csv data dataset daftar detail download excel file grafik hasil info informasi jumlah kumpulan lengkap lihat menurut mohon
pdf rekap rekapitulasi rincian sebaran statistik statistika tabel tahun terakhir terbaru total unduh unduhan xlsx banyak banyaknya
about amount chart find latest list number numbers search statistics table total year years`

var (
	stops   = sync.OnceValue(func() map[string]bool { return set(stopList) })
	fillers = sync.OnceValue(func() map[string]bool { return set(fillerList) })
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		m[word] = true
	}
	return m
}

func isStop(word string) bool   { return stops()[word] }
func isFiller(word string) bool { return fillers()[word] }
