package typing

// Codes of the 14 kabupaten/kota of Kalimantan Tengah behind the province's
// 62: the same 14 numbers in both systems, with other meanings for 8 of them
// (Kemendagri 62.06 Katingan, BPS 6206 Sukamara).
const homeProvince = "62"

func isHome(a, b byte) bool {
	return a == '0' && b >= '1' && b <= '9' || a == '1' && b >= '0' && b <= '3' || a == '7' && b == '1'
}

// plausible tells whether digits could begin with a province (11 to 97) and,
// from four digits on, a kabupaten or kota: in Kalimantan Tengah one of the 14.
func plausible(digits []byte) bool {
	if digits[0] == '0' || digits[1] == '0' || digits[0] == '9' && digits[1] > '7' {
		return false
	}
	if len(digits) < 4 {
		return true
	}
	if string(digits[:2]) == homeProvince {
		return isHome(digits[2], digits[3])
	}
	return digits[2] <= '7' && (digits[2] != '0' || digits[3] != '0')
}

// undottedRegion gives the region systems that digits could be of.
func undottedRegion(digits []byte) (can reading) {
	switch len(digits) {
	case 2, 4, 10:
		if plausible(digits) {
			can = asBPS
			if len(digits) < 10 || desa(digits[6:]) {
				can |= asUndotted
			}
		}
	case 6:
		if plausible(digits) {
			can = asUndotted
		}
	case 7:
		if plausible(digits) {
			can = asBPS
		}
	}
	return can
}

// desa tells whether four digits are a kelurahan (1xxx) or desa (2xxx) of the
// Kemendagri system.
func desa(d []byte) bool { return d[0] == '1' || d[0] == '2' }

// kemendagri tells whether a cell is dd, dd.dd, dd.dd.dd or dd.dd.dd.dddd.
func kemendagri(t []byte) bool {
	var d [10]byte
	n := 0
	switch len(t) {
	case 2, 5, 8, 13:
	default:
		return false
	}
	for i, c := range t {
		if i == 2 || i == 5 || i == 8 {
			if c != '.' {
				return false
			}
			continue
		}
		if !isDigit(c) {
			return false
		}
		d[n] = c
		n++
	}
	return plausible(d[:n]) && (n < 10 || desa(d[6:]))
}

// appendKemendagri writes a Kemendagri code with its dots, from one that has
// them or lost them.
func appendKemendagri(dst, t []byte) ([]byte, bool) {
	if kemendagri(t) {
		return append(dst, t...), true
	}
	digits, _, ok := wholeDigits(t)
	if !ok || undottedRegion(digits)&asUndotted == 0 {
		return dst, false
	}
	for i, c := range digits {
		if i == 2 || i == 4 || i == 6 {
			dst = append(dst, '.')
		}
		dst = append(dst, c)
	}
	return dst, true
}

// isProvince knows the two digits of the 38 provinces, the same in both
// systems, as they stood in 2024.
func isProvince(n int) bool {
	switch n / 10 {
	case 1:
		return n >= 11
	case 2:
		return n == 21
	case 3:
		return n >= 31 && n <= 36
	case 5:
		return n >= 51 && n <= 53
	case 6:
		return n >= 61 && n <= 65
	case 7:
		return n >= 71 && n <= 76
	case 8:
		return n == 81 || n == 82
	case 9:
		return n >= 91 && n <= 97
	}
	return false
}
