package password

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	words := []string{"Siti Rahmawati", "siti.r@kalteng.go.id", "Dinas Tanaman Pangan, Hortikultura dan Peternakan"}
	for _, test := range []struct {
		password string
		want     Fault
	}{
		{"kuda terbang sembilan ember", ""},
		{"Gq7!vbn2Lx0z", ""},
		{"kudaternaklima", ""},
		{"ᬓᬢᬲᬦ᭄ᬤᬶᬭᬳᬲᬶᬬ", ""}, // any script
		{"🐎🪣🌧️🐘🚲🥁🌾🛶🪁🎣🧭🥥", ""},
		{"pendek sekal", ""},
		{strings.Repeat("kuda terbang ", 19), ""}, // 247 bytes
		{"pendek seka", Short},
		{"", Short},
		{"e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", Short}, // six letters, twelve signs
		{strings.Repeat("kuda terbang ", 20), Long},
		{strings.Repeat("🐎", 65), Long},
		{"kuda\x00terbang sembilan", Garbled},
		{"kuda\nterbang sembilan", Garbled},
		{"kuda terbang \xff", Garbled},
		{"1q2w3e4r5t6y", Common},
		{"1Q2W3E4R5T6Y", Common},
		{"123 qwe asd zxc", Common},
		{"leavemealone", Common},
		{"Siti.Rahmawati.1990", Personal},
		{"rahmawatisiti", Personal},
		{"PalangkaRaya2025!", Personal},
		{"lewu-kalteng-lewu", Personal},
		{"DinasPangan#2025", Personal},
		{"isenmulang2025", Personal},
		{"admin123456789", Personal},
		{"passwordpassword", Personal},
		{"katasandi rahasia", Personal},
		{"bismillah12345", Personal},
		{"aaaaaaaaaaaa", Guessable},
		{"abcdefghijkl", Guessable},
		{"abcabcabcabc", Guessable},
		{"asdfghjkl;'\\", Common}, // asdfghjkl leaked
		{"123456789012", Guessable},
		{"international", Guessable}, // one word
		{"iloveyou1990", Guessable},
		{"P@ssw0rd!2345", Guessable},
	} {
		if got := Check(test.password, words...); got != test.want {
			t.Errorf("Check(%q) = %q, want %q", test.password, got, test.want)
		}
	}
}

// What is known of nobody refuses nothing: short words, signs and numbers are not
// names.
func TestPieces(t *testing.T) {
	for _, text := range []string{"", "A. B.", "12345", "@", "\xff\x00"} {
		if got := pieces([]string{text}); len(got) != 0 {
			t.Errorf("pieces(%q) = %q", text, got)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"kuda terbang", "P@ssw0rd!2345", "ᬓᬢ", "\xff", strings.Repeat("a4@", 80)} {
		f.Add(seed, "Siti Rahmawati")
	}
	f.Fuzz(func(t *testing.T, password, name string) {
		fault := Check(password, name)
		if fault == "" && (len([]rune(password)) < MinLen || len(password) > 2*MaxBytes) {
			t.Errorf("%q was taken", password)
		}
	})
}
