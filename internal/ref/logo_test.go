package ref_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
)

// webp is one red pixel.
const webp = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA="

func TestLogo(t *testing.T) {
	picture := func(w, h int) *image.NRGBA {
		m := image.NewNRGBA(image.Rect(0, 0, w, h))
		for x := range w {
			for y := range h {
				m.Set(x, y, color.NRGBA{11, 93, 78, 255})
			}
		}
		return m
	}
	asPNG := func(m image.Image) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, picture(1024, 512), nil); err != nil {
		t.Fatal(err)
	}
	small, err := base64.StdEncoding.DecodeString(webp)
	if err != nil {
		t.Fatal(err)
	}
	clear := picture(40, 40)
	clear.Set(0, 0, color.NRGBA{})
	for _, test := range []struct {
		name string
		file []byte
		w, h int
		key  string
	}{
		{"png", asPNG(clear), 40, 40, ""},
		{"png with something behind it", append(asPNG(clear), "<script>alert(1)</script>"...), 40, 40, ""},
		{"wide jpeg", photo.Bytes(), 512, 256, ""},
		{"webp", small, 1, 1, ""},
		{"tall", asPNG(picture(3, 4000)), 1, 512, ""},
		{"too tall", asPNG(picture(1, 4097)), 0, 0, "ref.logo-large"},
		{"too many bytes", append(asPNG(clear), make([]byte, ref.MaxLogo)...), 0, 0, "ref.logo-large"},
		{"half a file", photo.Bytes()[:photo.Len()/2], 0, 0, "ref.logo-kind"},
		{"svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), 0, 0, "ref.logo-kind"},
		{"nothing", nil, 0, 0, "ref.logo-kind"},
	} {
		got, err := ref.Logo(test.file)
		if m, _ := errs.Public(err); m.Key != test.key {
			t.Errorf("%s: %v, want %q", test.name, err, test.key)
		}
		if test.key != "" {
			continue
		}
		m, format, err := image.Decode(bytes.NewReader(got))
		if err != nil || format != "png" || m.Bounds().Dx() != test.w || m.Bounds().Dy() != test.h || bytes.Contains(got, []byte("script")) {
			t.Errorf("%s: %s %v (%v), want a png of %d × %d", test.name, format, m.Bounds(), err, test.w, test.h)
		}
		if _, _, _, alpha := m.At(0, 0).RGBA(); test.name == "png" && alpha != 0 {
			t.Errorf("%s: what was clear is not", test.name)
		}
	}
}
