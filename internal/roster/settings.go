package roster

// A setting is one row of the sheet Pengaturan.
type setting struct {
	name, note string
}

// settings are what the sheet can set, in its order. Pictures and files are not
// among them.
func settings() []setting {
	return []setting{
		{"Nama provinsi", "seperti di kepala halaman"},
	}
}
