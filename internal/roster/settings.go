package roster

import "github.com/lewu-id/lewu/internal/ref"

// A setting is one row of the sheet Pengaturan.
type setting struct {
	name, note string
	field      func(*ref.Settings) *string
	day        bool
}

// settings are what the sheet can set, in its order. Pictures and files are not
// among them.
func settings() []setting {
	return []setting{
		{"Nama provinsi", "Seperti di kepala halaman.", func(s *ref.Settings) *string { return &s.Province }, false},
		{"Singkatan provinsi", "", func(s *ref.Settings) *string { return &s.Short }, false},
		{"Warna aksen", "Bentuknya #0b5d4e. Yang terlalu sulit dibaca ditolak.", func(s *ref.Settings) *string { return &s.Accent }, false},
		{"Warna aksen di latar gelap", "Bentuknya #74d3b9.", func(s *ref.Settings) *string { return &s.AccentDark }, false},
		{"Pengelola", "Instansi yang menjalankan rumah data ini.", func(s *ref.Settings) *string { return &s.Operator }, false},
		{"Dasar hukum", "Nomor dan judulnya. Tanpa itu situs tidak disebut resmi.", func(s *ref.Settings) *string { return &s.Decree }, false},
		{"Tanggal dasar hukum", "", func(s *ref.Settings) *string { return &s.DecreeOn }, true},
		{"Surel", "Milik kantor.", func(s *ref.Settings) *string { return &s.Mail }, false},
		{"Telepon", "", func(s *ref.Settings) *string { return &s.Phone }, false},
		{"Alamat", "", func(s *ref.Settings) *string { return &s.Address }, false},
		{"Kontak keamanan", "Surel atau alamat https untuk laporan celah keamanan.", func(s *ref.Settings) *string { return &s.SecurityContact }, false},
		{"PPID", "Siapa yang menjawab permohonan informasi.", func(s *ref.Settings) *string { return &s.PPID }, false},
		{"PPDP", "Pejabat pelindung data pribadi.", func(s *ref.Settings) *string { return &s.PPDP }, false},
		{"Sebutan verifikator", "Mis. Kepala Bidang Data.", func(s *ref.Settings) *string { return &s.VerifierLabel }, false},
		{"Teks tentang", "Paragraf dipisah baris kosong.", func(s *ref.Settings) *string { return &s.AboutText }, false},
		{"Teks privasi", "", func(s *ref.Settings) *string { return &s.PrivacyText }, false},
		{"Teks aksesibilitas", "", func(s *ref.Settings) *string { return &s.AccessibilityText }, false},
		{"Teks CCTV", "", func(s *ref.Settings) *string { return &s.CCTVText }, false},
	}
}

func findSetting(name string) (setting, bool) {
	for _, s := range settings() {
		if folded(s.name) == name {
			return s, true
		}
	}
	return setting{}, false
}
