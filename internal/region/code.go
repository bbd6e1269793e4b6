// Package region is the places of Kalimantan Tengah and their codes.
//
// There are two code systems that look alike: the Ministry of Home Affairs
// writes 62.06 for Katingan, BPS writes 6209, and 6206 of BPS is Sukamara. They
// differ for 8 of the 14 kabupaten/kota, so that dropping the dot joins the
// wrong place without a word. Hence two types, and no type for "a code".
package region

import (
	"fmt"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// A Kemendagri is a region code of the Ministry of Home Affairs (kode wilayah
// administrasi pemerintahan) in its canonical, dotted form: "62", "62.06",
// "62.06.01", "62.06.01.2001".
type Kemendagri string

// A BPS is a region code of Statistics Indonesia (kode wilayah kerja
// statistik) in its canonical form without dots: "62", "6209", "6209010",
// "6209010001".
type BPS string

// A Level is the administrative level of a region.
type Level int

// Levels, from the top. Unknown is the zero value: of a code that is none.
const (
	Unknown  Level = iota
	Province       // provinsi
	Regency        // kabupaten/kota
	District       // kecamatan
	Village        // desa/kelurahan
)

// ParseKemendagri reads a code of any level with or without dots: "62.06",
// "6206", "62.06.01.2001", "6206012001". Digits that were lost are not guessed:
// "62.1" may be 62.01 or 62.10. Anything else is of kind errs.Invalid.
func ParseKemendagri(text string) (Kemendagri, error) {
	parts, ok := split(text, 2, 2, 2, 4)
	if !ok {
		return "", invalid("%q is not a Kemendagri region code", text)
	}
	return Kemendagri(strings.Join(parts, ".")), nil
}

// ParseBPS reads a code of any level with or without dots: "6209", "62.09",
// "6209010001". Anything else is of kind errs.Invalid.
func ParseBPS(text string) (BPS, error) {
	parts, ok := split(text, 2, 2, 3, 3)
	if !ok {
		return "", invalid("%q is not a BPS region code", text)
	}
	return BPS(strings.Join(parts, "")), nil
}

func invalid(format string, args ...any) error {
	return &errs.Error{Kind: errs.Invalid, Err: fmt.Errorf("region: "+format, args...)}
}

// split cuts a code into its levels of so many digits each; dots must stand
// between all levels or nowhere.
func split(text string, widths ...int) (parts []string, ok bool) {
	rest, dotted := text, strings.Contains(text, ".")
	for i, width := range widths {
		if i > 0 && dotted {
			if rest, ok = strings.CutPrefix(rest, "."); !ok {
				return nil, false
			}
		}
		if len(rest) < width || !isDigits(rest[:width]) {
			return nil, false
		}
		parts, rest = append(parts, rest[:width]), rest[width:]
		if rest == "" {
			return parts, parts[0] >= "11" // the first province is 11, Aceh
		}
	}
	return nil, false
}

func isDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// Level is how deep k lies; Unknown where k is not in canonical form.
func (k Kemendagri) Level() Level {
	switch len(k) {
	case len("62"):
		return Province
	case len("62.06"):
		return Regency
	case len("62.06.01"):
		return District
	case len("62.06.01.2001"):
		return Village
	}
	return Unknown
}

// Parent is the region that k lies in; a province has none here.
func (k Kemendagri) Parent() (parent Kemendagri, ok bool) {
	i := strings.LastIndexByte(string(k), '.')
	if i < 0 {
		return "", false
	}
	return k[:i], true
}

// Contains tells whether other is k or lies in it.
func (k Kemendagri) Contains(other Kemendagri) bool {
	return k != "" && (other == k || strings.HasPrefix(string(other), string(k)+"."))
}

// Kelurahan tells whether k is a kelurahan (1xxx) and not a desa (2xxx).
func (k Kemendagri) Kelurahan() bool {
	return k.Level() == Village && strings.HasPrefix(string(k[len("62.06.01."):]), "1")
}

// City tells whether k is a kota: these are numbered from 71.
func (k Kemendagri) City() bool { return k.Level() == Regency && k[3:] >= "71" }

// Level is how deep b lies; Unknown where b is not in canonical form.
func (b BPS) Level() Level {
	switch len(b) {
	case len("62"):
		return Province
	case len("6209"):
		return Regency
	case len("6209010"):
		return District
	case len("6209010001"):
		return Village
	}
	return Unknown
}

// Parent is the region that b lies in; a province has none here.
func (b BPS) Parent() (parent BPS, ok bool) {
	switch b.Level() {
	case Regency:
		return b[:len("62")], true
	case District:
		return b[:len("6209")], true
	case Village:
		return b[:len("6209010")], true
	}
	return "", false
}

// Contains tells whether other is b or lies in it.
func (b BPS) Contains(other BPS) bool {
	return b.Level() != Unknown && other.Level() >= b.Level() && strings.HasPrefix(string(other), string(b))
}
