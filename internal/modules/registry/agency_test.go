package registry

import (
	"net/url"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

func TestAnAgencyIsRegisteredAndRenamed(t *testing.T) {
	h := newHall(t)
	form := []string{"nama", "Dinas <b>Sosial</b>", "singkatan", "Dinsos", "sejak", "1 Januari 2020", "dasar", `Perda "1"`, "kontak", "<i>x</i>", "id", "1", "contoh", "1", "slug", "x"}
	a := h.post("maya", "/kerja/instansi", form...)
	dinsos, err := h.room.Ref.FindAgency(h.Context(), "Dinsos")
	h.must(err)
	path := "/kerja/instansi/" + dinsos.Slug
	a.is(303, path+"?kabar=ditambah")
	h.post("maya", "/kerja/instansi", form...).is(303, path+"?kabar=ditambah") // sent twice
	if dinsos.Contoh || dinsos.Slug != "dinas-b-sosial-b" || dinsos.From != "2020-01-01" {
		t.Errorf("registered %+v", dinsos)
	}
	h.get("rina", path).is(200, "").has("Dinas &lt;b&gt;", "&lt;i&gt;x", "sejak 1 Januari 2020").lacks("<b>Sosial", "<i>x", "<form method=\"post\" action=\"/kerja")
	h.post("maya", "/kerja/instansi", "nama", "Dinas Hutan", "singkatan", "Dishut", "sejak", "2020-01-01").is(409, "").has("sudah dipakai", `value="Dinas Hutan"`)
	h.post("maya", "/kerja/instansi", "nama", "Dinas Hutan", "sejak", "kemarin").is(400, "").has("bukan tanggal")
	h.post("maya", "/kerja/instansi", "nama", "Dinas Hutan", "sejak", "2020-01-01", "kode", "1.03").is(400, "").has("bukan kode SKPD")
	h.post("rina", "/kerja/instansi", form...).is(403, "")

	seen := h.get("maya", path).seen(path + "/masa")
	h.post("maya", path+"/masa", "lihat", seen, "nama", "Dinas Sosial dan Pemberdayaan", "singkatan", "Dinsos", "sejak", "2024-01-01", "dasar", "Perda 2").is(303, path+"?kabar=masa")
	h.get("maya", path).has("<h1>Dinas Sosial dan Pemberdayaan</h1>", "1 Januari 2020 sampai 31 Desember 2023")
	h.post("maya", path+"/masa", "lihat", seen, "nama", "X", "sejak", "2025-01-01").is(409, "").has("Orang lain mengubahnya", `value="X"`)
	h.post("maya", path+"/kontak", "lihat", h.get("maya", path).seen(path+"/kontak"), "kontak", "data@dinsos.example", "ppid", "Sekretaris").is(303, path+"?kabar=disimpan")
	h.get("maya", "/kerja/instansi?q=pemberdayaan").has("Dinas Sosial dan Pemberdayaan").lacks("Dinas Perkebunan")
	h.get("maya", "/kerja/instansi?q=%3Cscript%3E").has("Tidak ada instansi").lacks("<script>")
	h.get("maya", "/kerja/instansi/tidak-ada").is(404, "")
}

func TestAgenciesMergeAndSplit(t *testing.T) {
	h := newHall(t)
	hut, bun, info := h.agencies["Dishut"], h.agencies["Disbun"], h.agencies["Diskominfo"]
	path := "/kerja/instansi/" + hut.Slug
	seen := h.get("maya", path).seen(path + "/lebur")
	h.post("maya", path+"/lebur", "lihat", seen, "ke", "", "tanggal_mulai", "2025-01-01", "dasar", "Perda 3").is(400, "").has("Pilih instansi lain")
	h.post("maya", path+"/lebur", "lihat", seen, "ke", hut.ID, "tanggal_mulai", "2025-01-01", "dasar", "Perda 3").is(400, "")
	h.post("maya", path+"/lebur", "lihat", seen, "ke", bun.ID, "tanggal_mulai", "2025-01-01").is(400, "").has("peraturan yang menjadi dasarnya")
	h.post("maya", path+"/lebur", "lihat", seen, "ke", bun.ID, "tanggal_mulai", "1-1-2025", "dasar", "Perda 3").is(303, path+"?kabar=dilebur")
	h.get("maya", path).has("sudah menjadi Dinas Perkebunan", "Dilanjutkan oleh", "sejak 1 Januari 2025").lacks(path+"/lebur", path+"/masa")
	h.get("maya", "/kerja/instansi/"+bun.Slug).has("Meneruskan", "Dinas Kehutanan Ja&#39;an")
	h.post("maya", path+"/lebur", "lihat", seen, "ke", bun.ID, "tanggal_mulai", "1-1-2025", "dasar", "Perda 3").is(409, "") // sent twice

	seen = h.get("maya", path).seen(path + "/buka")
	h.post("maya", path+"/buka", "lihat", seen, "sebab", "").is(400, "")
	h.post("maya", path+"/buka", "lihat", seen, "sebab", "salah catat").is(303, path+"?kabar=dibuka")
	seen = h.get("maya", path).seen(path + "/pecah")
	h.post("maya", path+"/pecah", "lihat", seen, "ke1", bun.ID, "ke2", bun.ID, "tanggal_mulai", "2026-01-01", "dasar", "Perda 9").is(400, "").has("sedikitnya dua")
	h.post("maya", path+"/pecah", "lihat", seen, "ke1", bun.ID, "ke2", info.ID, "tanggal_mulai", "2026-01-01", "dasar", "Perda 9").is(303, path+"?kabar=dipecah")
	h.get("maya", path).has("berakhir tanpa satu penerus", "Datanya menunggu")

	path = "/kerja/instansi/" + info.Slug
	seen = h.get("maya", path).seen(path + "/akhiri")
	h.post("maya", path+"/akhiri", "lihat", seen, "tanggal_mulai", "2026-06-01", "dasar", "Perda 10").is(303, path+"?kabar=diakhiri")
	h.get("maya", path).has("Berakhir dengan", "Perda 10")
}

func TestRegions(t *testing.T) {
	h := newHall(t)
	seen := h.get("maya", "/kerja/wilayah").has("Kabupaten Katingan", "62.06", "6209").seen("/kerja/wilayah")
	h.post("maya", "/kerja/wilayah", "lihat", seen, "kode", "62.06.01", "bps", "6209010", "nama", "Kami<pang>", "level", "1").is(303, "/kerja/wilayah?kabar=disimpan")
	h.get("adi", "/kerja/wilayah?q=62.06").has("Kami&lt;pang&gt;").lacks("Kami<pang>", "Kabupaten Sukamara", "ubah=")
	h.get("adi", "/kerja/wilayah?q=6209").has("Kami&lt;pang&gt;")
	h.post("maya", "/kerja/wilayah", "lihat", seen, "kode", "62.06.01", "nama", "Lain").is(409, "").has("Orang lain mengubahnya", `value="Lain"`)
	h.post("maya", "/kerja/wilayah", "lihat", h.get("maya", "/kerja/wilayah?ubah=62.06.01").has(`value="6209010"`).seen("/kerja/wilayah"), "kode", "62.06.01", "bps", "6209010", "nama", "Kamipang").is(303, "/kerja/wilayah?kabar=disimpan")
	for _, test := range [][2]string{{"63.01.01", "di luar provinsi"}, {"6206", "bukan kode Kemendagri"}} {
		h.post("maya", "/kerja/wilayah", "lihat", seen, "kode", test[0], "nama", "X").is(400, "").has(test[1])
	}
	h.post("adi", "/kerja/wilayah", "lihat", seen, "kode", "62.06.02", "nama", "X").is(403, "")
	h.get("maya", "/kerja/wilayah?q=zzz").has("Tidak ada wilayah")
}

func TestTopics(t *testing.T) {
	h := newHall(t)
	seen := h.get("maya", "/kerja/topik").has("Belum ada topik").seen("/kerja/topik")
	h.post("maya", "/kerja/topik", "lihat", seen, "nama", "Air & <Sanitasi>", "urutan", "20").is(303, "/kerja/topik?kabar=disimpan")
	h.post("maya", "/kerja/topik", "lihat", seen, "nama", "Air & <Sanitasi>", "urutan", "20").is(303, "/kerja/topik?kabar=disimpan") // sent twice
	h.get("rina", "/kerja/topik").has("Air &amp; &lt;Sanitasi&gt;", "air-sanitasi").lacks("<Sanitasi>")
	h.post("maya", "/kerja/topik", "lihat", seen, "nama", "Air dan Sanitasi", "alamat", "air-sanitasi").is(409, "")
	h.post("maya", "/kerja/topik", "lihat", seen, "nama", "Hutan", "urutan", "depan").is(400, "").has("angka bulat")
	h.post("maya", "/kerja/topik", "lihat", h.get("maya", "/kerja/topik?ubah=air-sanitasi").seen("/kerja/topik"), "nama", "Air dan Sanitasi", "alamat", "air-sanitasi", "urutan", "5").is(303, "/kerja/topik?kabar=disimpan")
	list, err := h.room.Ref.Topics(h.Context())
	h.must(err)
	if len(list) != 1 || list[0].Name != "Air dan Sanitasi" || list[0].Order != 5 {
		t.Errorf("topics %+v", list)
	}
}

func TestSettings(t *testing.T) {
	h := newHall(t)
	page := h.get("maya", "/kerja/pengaturan").has("Belum disebut resmi", "warna bawaan", "https di depan")
	seen := page.seen("/kerja/pengaturan/identitas")
	h.post("maya", "/kerja/pengaturan/identitas", "lihat", seen, "provinsi", "Kalimantan <Tengah>", "singkatan", "Kalteng", "tanggal", "1 Maret 2025",
		"surel", "x@y.example", "aksen", "#000000", "Accent", "#000000", "logo", "x", "tentang", "x").is(303, "/kerja/pengaturan?kabar=disimpan")
	s, err := h.room.Ref.Settings(h.Context())
	h.must(err)
	if s.Province != "Kalimantan <Tengah>" || s.DecreeOn != "2025-03-01" || s.Mail+s.Accent+s.Logo+s.AboutText != "" {
		t.Errorf("set %+v", s)
	}
	h.post("ira", "/kerja/pengaturan/identitas", "lihat", seen, "provinsi", "Lain").is(409, "").has("Orang lain mengubahnya", `value="Lain"`)
	h.post("maya", "/kerja/pengaturan/kontak", "lihat", page.seen("/kerja/pengaturan/kontak"), "surel", "bukan surel", "telepon", "0536").is(400, "").has("bukan alamat surel", `value="0536"`)
	h.post("maya", "/kerja/pengaturan/kontak", "lihat", page.seen("/kerja/pengaturan/kontak"), "surel", "data@prov.example").is(303, "/kerja/pengaturan?kabar=disimpan") // another form meanwhile
	text := "Baris satu\r\n\r\n<script>alert(1)</script>"
	h.post("maya", "/kerja/pengaturan/teks", "lihat", page.seen("/kerja/pengaturan/teks"), "tentang", text).is(303, "/kerja/pengaturan?kabar=disimpan")
	h.get("maya", "/kerja/pengaturan?kabar=disimpan").has("Tersimpan.", "Kalimantan &lt;Tengah&gt;", "&lt;script&gt;").lacks("<Tengah>", "<script>alert")
	h.get("maya", "/kerja/pengaturan?kabar=%3Cb%3E").lacks("<b>&", "kabar")
	h.post("maya", "/kerja/pengaturan/tidak-ada", "lihat", seen).is(400, "")
	h.post("rina", "/kerja/pengaturan/identitas", "lihat", seen, "provinsi", "X").is(403, "")
}

func TestColoursAreSeenBeforeTheyAreUsed(t *testing.T) {
	h := newHall(t)
	h.get("maya", "/kerja/pengaturan/warna").has("warna bawaan", `fill="#0b5d4e"`, "mudah dibaca")
	q := url.Values{"aksen": {"#ffd000"}, "gelap": {"#74d3b9"}}
	h.get("maya", "/kerja/pengaturan/warna?"+q.Encode()).has(`fill="#ffd000"`, "terlalu sulit dibaca", "Yang terdekat dan terbaca", "tidak dapat dipasang").lacks("Pasang</button>")
	q.Set("aksen", `"><script>`)
	h.get("maya", "/kerja/pengaturan/warna?"+q.Encode()).has("ini bukan warna").lacks("<script>")
	q.Set("aksen", "#1c4587")
	page := h.get("maya", "/kerja/pengaturan/warna?"+q.Encode()).has("Pasang</button>", "banding 1")
	h.post("maya", "/kerja/pengaturan/warna", "lihat", page.seen("/kerja/pengaturan/warna"), "aksen", "#ffd000").is(400, "").has("terlalu sulit dibaca")
	h.post("maya", "/kerja/pengaturan/warna", "lihat", page.seen("/kerja/pengaturan/warna"), "aksen", "#1c4587", "gelap", "#74d3b9").is(303, "/kerja/pengaturan?kabar=disimpan")
	if s, err := h.room.Ref.Settings(h.Context()); err != nil || s.Accent != "#1c4587" || s.AccentDark != "#74d3b9" {
		t.Errorf("colours %+v, %v", s, err)
	}
}

func TestTheEmblemAndTheDecree(t *testing.T) {
	h := newHall(t)
	page := h.get("maya", "/kerja/pengaturan")
	logo, decree := page.seen("/kerja/pengaturan/lambang"), page.seen("/kerja/pengaturan/berkas")
	h.get("maya", "/kerja/pengaturan/lambang.png").is(404, "")
	h.send("maya", "/kerja/pengaturan/lambang", "x.svg", []byte("<svg onload=alert(1)>"), "lihat", logo).is(400, "")
	h.send("maya", "/kerja/pengaturan/lambang", "x.png", nil, "lihat", logo).is(400, "").has("Pilih berkasnya")
	h.send("maya", "/kerja/pengaturan/lambang", "../../x\r\n.png", picture(t), "lihat", logo, "Province", "X").is(303, "/kerja/pengaturan?kabar=disimpan")
	h.send("maya", "/kerja/pengaturan/lambang", "x.png", picture(t), "lihat", logo).is(303, "/kerja/pengaturan?kabar=disimpan") // sent twice: the same picture
	a := h.get("maya", "/kerja/pengaturan/lambang.png").is(200, "")
	if !strings.HasPrefix(a.body, "\x89PNG") || strings.Contains(a.body, "rahasia") || a.header.Get("Content-Type") != "image/png" {
		t.Errorf("the emblem is %.20q, %v", a.body, a.header)
	}
	h.send("maya", "/kerja/pengaturan/berkas", "sk.pdf", []byte("bukan pdf"), "lihat", decree).is(400, "").has("bukan berkas PDF")
	pdf := []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
	h.send("maya", "/kerja/pengaturan/berkas", "sk.pdf", pdf, "lihat", decree).is(303, "/kerja/pengaturan?kabar=disimpan")
	if a := h.get("maya", "/kerja/pengaturan/dasar-hukum.pdf"); a.body != string(pdf) || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the decree is %.20q, %v", a.body, a.header)
	}
	h.send("maya", "/kerja/pengaturan/lambang", "", nil, "lihat", h.get("maya", "/kerja/pengaturan").seen("/kerja/pengaturan/lambang"), "hapus", "1").is(303, "/kerja/pengaturan?kabar=disimpan")
	s, err := h.room.Ref.Settings(h.Context())
	h.must(err)
	if s.Logo != "" || s.DecreeFile == "" || s.Province != "" {
		t.Errorf("settings %+v", s)
	}
	h.send("rina", "/kerja/pengaturan/lambang", "x.png", picture(t), "lihat", logo).is(403, "")
}

func TestAnUnknownUploadIsGone(t *testing.T) {
	h := newHall(t)
	for _, verb := range []string{"", "/terapkan", "/surat"} {
		path := "/kerja/daftar/tidak-ada" + verb
		if verb == "" {
			h.get("maya", path).is(404, "").has("tidak ada lagi")
			continue
		}
		h.post("maya", path, "lihat", "x").is(404, "")
	}
	if _, err := h.room.uploads().Find(h.Context(), "x"); !errs.Is(err, errs.NotFound) {
		t.Errorf("Find: %v", err)
	}
}
