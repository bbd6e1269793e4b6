package registry

import (
	"bytes"
	"context"
	"database/sql"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/modules/registry/upload"
	"github.com/lewu-id/lewu/internal/roster"
)

// picture is a small PNG with a text in it that nobody sees.
func picture(t *testing.T) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 32, 32))
	img.Set(3, 3, color.NRGBA{R: 11, G: 93, B: 78, A: 255})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), "rahasia"...)
}

// filled is the template with rows for people and agencies.
func filled(t *testing.T, rows map[string][][]any) []byte {
	t.Helper()
	var template, out bytes.Buffer
	if err := roster.Template(&template); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&template)
	if err != nil {
		t.Fatal(err)
	}
	for sheet, list := range rows {
		for i, row := range list {
			cell, _ := excelize.CoordinatesToCellName(1, i+3)
			if err := f.SetSheetRow(sheet, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var smallProvince = map[string][][]any{
	"Instansi": {{"", "Dinas <u>Sosial</u>", "", "Dinsos", "", "", "2020-01-01"}},
	"Orang": {
		{"", "Siti <script>alert(1)</script>", "siti@dinsos.example", "Dinsos", "", "operator"},
		{"", "Ahmad", "ahmad@dinsos.example", "Dinsos", "", "verifikator"},
	},
}

func TestTheTemplateIsHandedOut(t *testing.T) {
	h := newHall(t)
	a := h.get("maya", "/kerja/daftar/templat.xlsx").is(200, "")
	if !strings.Contains(a.header.Get("Content-Disposition"), roster.TemplateName) || !strings.HasPrefix(a.body, "PK") {
		t.Errorf("the template is %.10q, %v", a.body, a.header)
	}
	h.get("rina", "/kerja/daftar/templat.xlsx").is(403, "")
}

func TestAWorkbookIsLookedAtThenApplied(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := hallOn(t, d)
		a := h.send("maya", "/kerja/daftar", `..\..\daftar <b>.xlsx`, filled(t, smallProvince), "id", "1", "terapkan", "1")
		if a.status != 303 || !strings.HasPrefix(a.to, "/kerja/daftar/") {
			t.Fatalf("answer %d to %q: %s", a.status, a.to, mainOf(a.body))
		}
		path := a.to
		page := h.get("maya", path).is(200, "").has("akan menambah 3", "Dinas &lt;u&gt;", "Siti &lt;script&gt;", "daftar &lt;b&gt;.xlsx").lacks("<u>Sosial", "<script>alert", "<b>.xlsx")
		if _, err := h.room.Accounts.ByMail(h.terminal(), "siti@dinsos.example"); err == nil {
			t.Error("somebody is there before the plan was applied")
		}
		seen := page.seen(path + "/terapkan")
		h.post("rina", path+"/terapkan", "lihat", seen).is(403, "")
		h.post("maya", path+"/terapkan", "lihat", "lain").is(409, "").has("Orang lain mengubahnya")
		h.post("maya", path+"/terapkan", "lihat", seen).is(303, path)
		h.post("maya", path+"/terapkan", "lihat", seen).is(303, path) // sent twice
		h.get("maya", path).has("Sudah diterapkan: 3 ditambah", "2 orang belum diundang")
		letters := h.post("maya", path+"/surat").is(200, "").has("siti@dinsos.example", "ahmad@dinsos.example", "Siti &lt;script&gt;").lacks("<script>alert")
		codes := codeShown.FindAllStringSubmatch(letters.body, -1)
		if len(codes) != 2 || letters.header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d codes, %v", len(codes), letters.header)
		}
		again := h.post("maya", path+"/surat").is(409, "").has("sudah diundang") // a reload voids nothing
		if strings.Contains(again.body, codes[0][1]) {
			t.Error("a code was shown twice")
		}
		mail := "siti@dinsos.example"
		if strings.Index(letters.body, "ahmad@") < strings.Index(letters.body, "siti@") {
			mail = "ahmad@dinsos.example"
		}
		if _, err := h.room.Accounts.Redeem(t.Context(), auth.Visitor{}, mail, codes[0][1], ""); err != nil {
			t.Errorf("the code of the first letter: %v", err)
		}

		second := h.send("maya", "/kerja/daftar", "lagi.xlsx", filled(t, smallProvince)).to
		h.get("maya", second).has("semuanya sudah seperti ini").lacks("/terapkan")
	})
}

func TestAWrongWorkbookChangesNothing(t *testing.T) {
	h := newHall(t)
	a := h.send("maya", "/kerja/daftar", "salah.xlsx", filled(t, map[string][][]any{
		"Instansi": smallProvince["Instansi"],
		"Orang": {
			{"", "Ani", "mailto:ani@dinsos.example", "Dinsos", "", "operator"}, {"", "<img src=x>", "budi@prov.example", "Dinsoss", "", "bos"},
		},
	}))
	h.get("maya", a.to).has("3 hal perlu diperbaiki", ">C3<", "Hapus mailto:", "Mungkin maksudnya Dinsos", "Peran bos tidak dikenal").lacks("/terapkan", "<img src=x>")
	for _, test := range []struct {
		body   []byte
		status int
		says   string
	}{
		{[]byte("nama;surel"), 400, "bukan buku kerja"}, {nil, 400, "Pilih berkasnya"}, {bytes.Repeat([]byte("x"), roster.MaxBytes+1), 413, "terlalu besar: batasnya 4"},
	} {
		h.send("maya", "/kerja/daftar", "x.xlsx", test.body).is(test.status, "").has(test.says)
	}
	if list, err := h.room.Ref.Agencies(h.Context(), ""); err != nil || len(list) != 3 {
		t.Errorf("agencies %v, %v", list, err)
	}
}

func TestAPlanThatIsNoLongerTrue(t *testing.T) {
	h := newHall(t)
	path := h.send("maya", "/kerja/daftar", "a.xlsx", filled(t, smallProvince)).to
	seen := h.get("maya", path).seen(path + "/terapkan")
	h.must(h.room.DB.Write(h.terminal(), func(tx *sql.Tx) error {
		_, err := h.room.Accounts.Create(h.terminal(), tx, auth.Account{Name: "Ahmad", Mail: "ahmad@dinsos.example"})
		return err
	}))
	h.post("maya", path+"/terapkan", "lihat", seen).is(409, "").has("Orang lain mengubahnya", "tercatat di") // now a fault of its own
	if _, err := h.room.Accounts.ByMail(h.terminal(), "siti@dinsos.example"); err == nil {
		t.Error("half of a plan was applied")
	}
}

func TestUploadsAreForgotten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := hallOn(t, d)
		s, ctx, now := upload.Store{DB: d}, context.Background(), h.room.Clock()
		for id, age := range map[string]time.Duration{"lama": 25 * time.Hour, "baru": time.Hour} {
			h.must(s.Put(ctx, upload.Upload{ID: id, Actor: "maya", Name: "a.xlsx", Body: []byte("isi"), CreatedAt: now.Add(-age)}))
		}
		h.must(d.Write(ctx, func(tx *sql.Tx) error {
			return s.Applied(ctx, tx, "baru", upload.Outcome{Added: 2}, []string{"x"}, now)
		}))
		h.must(h.room.sweepJob().Run(ctx, nil))
		if _, err := s.Find(ctx, "lama"); err == nil {
			t.Error("an upload of 25 hours is still there")
		}
		u, err := s.Find(ctx, "baru")
		if err != nil || len(u.Body) > 0 || u.Outcome.Added != 2 || len(u.Added) != 1 || u.AppliedAt.IsZero() {
			t.Errorf("applied %+v, %v", u, err)
		}
	})
}

func TestFileNames(t *testing.T) {
	for name, want := range map[string]string{
		`C:\Users\Rina\daftar.xlsx`: "daftar.xlsx", "../../etc/passwd": "passwd", "a\r\nSet-Cookie: x.xlsx": "aSet-Cookie: x.xlsx", "\u202excod.exe": "xcod.exe",
	} {
		if got := fileName(name); got != want {
			t.Errorf("fileName(%q) = %q, want %q", name, got, want)
		}
	}
}
