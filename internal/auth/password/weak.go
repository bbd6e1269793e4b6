package password

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"
	"github.com/trustelem/zxcvbn/frequency"
	"golang.org/x/text/unicode/norm"
)

// Lengths of a password. There are no other rules of composition.
const (
	MinLen   = 12  // characters
	MaxBytes = 256 // in UTF-8
)

// A Fault is why a password is not taken; empty: it is.
type Fault string

// Faults.
const (
	Short     Fault = "short"     // under MinLen
	Long      Fault = "long"      // over MaxBytes
	Garbled   Fault = "garbled"   // not text
	Common    Fault = "common"    // among those that leaked, or that people choose first
	Personal  Fault = "personal"  // little more than names that everybody knows
	Guessable Fault = "guessable" // repeats, rows of keys, dates, known words
)

// MaxSize tells whether a password could have been taken at all: longer ones are
// not worth a hash.
func MaxSize(password string) bool { return len(password) <= MaxBytes }

// Check tells whether a password may be set. Words are what is known of its owner:
// name, mail, agency.
func Check(password string, words ...string) Fault {
	text := norm.NFC.String(password)
	switch {
	case !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl):
		return Garbled
	case !MaxSize(password) || len(text) > MaxBytes:
		return Long
	case utf8.RuneCountInString(text) < MinLen:
		return Short
	}
	known := append(pieces(words), placeWords()...)
	folded := strings.ToLower(norm.NFKD.String(text))
	switch {
	case leaked(folded):
		return Common
	case madeOf(folded, known):
		return Personal
	case guessable(folded, known):
		return Guessable
	}
	return ""
}

// leaked tells whether a password is in the list of those that leaked most often
// (47,023, from zxcvbn), with or without signs between its letters and digits.
func leaked(folded string) bool {
	bare := keep(folded, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
	list := frequency.FrequencyLists["passwords"]
	return slices.Contains(list, folded) || slices.Contains(list, bare)
}

// madeOf tells whether hardly a letter is left when known words are taken away.
func madeOf(folded string, known []string) bool {
	letters := keep(folded, unicode.IsLetter)
	rest := letters
	slices.SortFunc(known, func(a, b string) int { return len(b) - len(a) }) // palangkaraya before raya
	for _, word := range known {
		rest = strings.ReplaceAll(rest, word, " ")
	}
	rest = keep(rest, unicode.IsLetter)
	return len(rest) < len(letters) && utf8.RuneCountInString(rest) < 4
}

// zxcvbn's estimate: a score of 3 is 10⁸ guesses and more. It looks at the
// beginning only, since its time grows with the square of the length.
const (
	enough    = 3
	estimated = 64 // characters
)

func guessable(folded string, known []string) bool {
	head := []rune(folded)
	return zxcvbn.PasswordStrength(string(head[:min(len(head), estimated)]), known).Score < enough
}

// pieces are the words of names and addresses, in lower case, of three letters and
// more, and each text as one word.
func pieces(texts []string) (list []string) {
	for _, text := range texts {
		text = strings.ToLower(norm.NFKD.String(text))
		words := strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) })
		for _, word := range append(words, strings.Join(words, "")) {
			if word = keep(word, unicode.IsLetter); utf8.RuneCountInString(word) >= 3 {
				list = append(list, word)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func keep(s string, yes func(rune) bool) string {
	return strings.Map(func(c rune) rune {
		if yes(c) {
			return c
		}
		return -1
	}, s)
}

// placeWords are what people of this house think of first: the place, the offices,
// the work, and the passwords Indonesians choose.
func placeWords() []string {
	return strings.Fields(`lewu kalteng kalimantan tengah palangka palangkaraya raya dayak ngaju betang huma
		isen mulang isenmulang tambun bungai tjilik riwut kahayan kapuas barito katingan mentaya seruyan arut
		sebangau rungan kotawaringin kobar kotim sampit pangkalanbun sukamara lamandau nangabulik pulangpisau
		pulpis gunungmas gumas kualakurun murung murungraya puruk cahu muarateweh buntok tamiang layang timur
		barat utara selatan borneo provinsi kabupaten kota dinas badan kantor pemerintah pemprov pemda pemkab
		bappeda bapperida diskominfo kominfo statistik walidata operator pegawai admin administrator gubernur
		data anggaran indonesia merdeka garuda pancasila jakarta nusantara rahasia sandi katasandi kunci masuk
		password passwd bismillah alhamdulillah sayang cinta keluarga selamat januari februari maret april mei
		juni juli agustus september oktober november desember senin selasa rabu kamis jumat sabtu minggu`)
}
