package region

// Neighbours are the kabupaten/kota of the province that share a border on land
// with one of them, in the order of their codes; the province has none here.
//
// Source: the boundaries of the 136 kecamatan as carried by
// github.com/cahyadsn/wilayah_boundaries, dissolved to kabupaten: two are
// neighbours where their outlines share vertices. Borders with other provinces
// and the sea are missing.
func (r Region) Neighbours() []Region {
	var list []Region
	for _, pair := range borders() {
		switch r.Kemendagri {
		case pair[0]:
			list = append(list, known(pair[1]))
		case pair[1]:
			list = append(list, known(pair[0]))
		}
	}
	return list
}

func known(code Kemendagri) Region {
	r, _ := ByKemendagri(code)
	return r
}

// borders are the pairs of neighbours, lower code first, in order.
func borders() [][2]Kemendagri {
	return [][2]Kemendagri{
		{"62.01", "62.07"}, {"62.01", "62.08"}, {"62.01", "62.09"},
		{"62.02", "62.06"}, {"62.02", "62.07"},
		{"62.03", "62.04"}, {"62.03", "62.05"}, {"62.03", "62.10"}, {"62.03", "62.11"}, {"62.03", "62.12"},
		{"62.04", "62.05"}, {"62.04", "62.13"},
		{"62.05", "62.12"},
		{"62.06", "62.07"}, {"62.06", "62.10"}, {"62.06", "62.11"}, {"62.06", "62.71"},
		{"62.07", "62.09"},
		{"62.08", "62.09"},
		{"62.10", "62.11"}, {"62.10", "62.12"}, {"62.10", "62.71"},
		{"62.11", "62.71"},
	}
}
