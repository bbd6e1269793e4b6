package gallery

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

const (
	pictureRoot = root + "/gambar/"
	sharedEnd   = "-bagikan.png" // the picture of a shared link
)

// showPicture serves GET /_ui/gambar/{name}: a chart of the gallery as an SVG
// file, as PNG or as the picture of a shared link.
func (m *module) showPicture(w http.ResponseWriter, r *http.Request) error {
	b := m.Web.Base(r, groups()[0].title)
	if err := m.open(b); err != nil {
		return err
	}
	var body bytes.Buffer
	kind, err := write(&body, b, r.PathValue("name"))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	h.Set("X-Robots-Tag", "noindex")
	_, err = w.Write(body.Bytes())
	return err
}

// write makes the picture of a name, and gives its media type.
func write(body *bytes.Buffer, b web.Base, file string) (kind string, err error) {
	for _, d := range allCharts(b) {
		end, ok := strings.CutPrefix(file, d.Name)
		if !ok {
			continue
		}
		switch end {
		case ".svg":
			return "image/svg+xml", d.Chart.File(body)
		case ".png":
			return "image/png", d.Chart.PNG(body)
		case sharedEnd:
			share := chart.Share{Title: b.T("gallery.shared-title"), Finding: d.Chart.Title, Foot: d.Chart.Source, Contoh: d.Chart.Contoh, Chart: &d.Chart}
			return "image/png", share.PNG(body)
		}
	}
	return "", errs.Say(errs.NotFound, "gallery.unknown")
}
