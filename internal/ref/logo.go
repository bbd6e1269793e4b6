package ref

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"strconv"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"github.com/lewu-id/lewu/internal/errs"
)

// Limits of a logo.
const (
	MaxLogo     = 2 << 20 // bytes of the file as it comes
	logoSide    = 512     // pixels, of the one that is kept
	maxLogoSide = 4096    // pixels, of the one that comes: 64 MB in memory
)

// A decoder reads one format of picture.
type decoder struct {
	shape func(io.Reader) (image.Config, error)
	whole func(io.Reader) (image.Image, error)
}

// decoderOf is the decoder of a file by its content; ok is false for anything but
// PNG, JPEG and WebP.
func decoderOf(file []byte) (d decoder, ok bool) {
	switch http.DetectContentType(file) {
	case "image/png":
		return decoder{png.DecodeConfig, png.Decode}, true
	case "image/jpeg":
		return decoder{jpeg.DecodeConfig, jpeg.Decode}, true
	case "image/webp":
		return decoder{webp.DecodeConfig, webp.Decode}, true
	}
	return d, false
}

// Logo makes the emblem (lambang) of a province from a PNG, JPEG or WebP file, by
// its content: a PNG of at most 512 × 512 pixels, drawn anew, so that nothing
// else in the file is kept. Anything else, SVG too, is Invalid. The caller keeps
// the bytes and puts their hash into Settings.Logo.
func Logo(file []byte) (_ []byte, err error) {
	defer errs.Wrap(&err, "ref.Logo")

	d, ok := decoderOf(file)
	if !ok {
		return nil, errs.Say(errs.Invalid, "ref.logo-kind")
	}
	shape, err := d.shape(bytes.NewReader(file))
	switch {
	case err != nil:
		return nil, errs.Because(errs.Invalid, err, "ref.logo-kind")
	case len(file) > MaxLogo || shape.Width > maxLogoSide || shape.Height > maxLogoSide:
		return nil, errs.Say(errs.Invalid, "ref.logo-large", "limit", strconv.Itoa(MaxLogo>>20), "side", strconv.Itoa(maxLogoSide))
	}
	picture, err := d.whole(bytes.NewReader(file))
	if err != nil {
		return nil, errs.Because(errs.Invalid, err, "ref.logo-kind")
	}
	var out bytes.Buffer
	if err := png.Encode(&out, shrunk(picture)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// shrunk is a picture drawn anew, no larger than a logo, in its proportions.
func shrunk(picture image.Image) image.Image {
	from := picture.Bounds()
	w, h := from.Dx(), from.Dy()
	if longest := max(w, h); longest > logoSide {
		w, h = max(1, w*logoSide/longest), max(1, h*logoSide/longest)
	}
	to := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(to, to.Bounds(), picture, from, draw.Src, nil)
	return to
}
