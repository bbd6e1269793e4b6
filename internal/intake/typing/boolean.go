package typing

const longestBoolean = 5

// wordBoolean reads the three pairs of words, in any case: 1 is true, -1 false
// and 0 neither. "ADA" and "TIDAK ADA" are words, 0 and 1 are numbers.
func wordBoolean(t []byte) (value int, as reading) {
	if len(t) < 2 || len(t) > longestBoolean {
		return 0, 0
	}
	var low [longestBoolean]byte
	for i, c := range t {
		low[i] = c | 0x20
	}
	switch string(low[:len(t)]) {
	case "true":
		return 1, asTrue
	case "false":
		return -1, asTrue
	case "ya":
		return 1, asYa
	case "tidak":
		return -1, asYa
	case "benar":
		return 1, asBenar
	case "salah":
		return -1, asBenar
	}
	return 0, 0
}
