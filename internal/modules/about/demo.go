package about

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
)

// Offices of the demo. All that is invented sits on agencies that are.
const (
	demoOperator = "Diskominfosantik (contoh)"
	demoAgency   = "Dinas Contoh A"
)

// A demoReport is a report of the demo, with its answer where there is one.
type demoReport struct {
	ago    int // days
	page   string
	wrong  string
	office string
	answer answer
}

var demoReports = []demoReport{
	{40, "/data/produksi-padi", "Angka Katingan dan Kapuas tahun 2024 tertukar, lihat tabelnya.", demoOperator,
		answer{mended, "Dua baris kabupaten tertukar pada data contoh 2024.", "Kedua baris tertukar saat disalin dari lembar asal. Sudah dibetulkan pada versi berikutnya.", ""}},
	{21, "/wilayah", "Nama sebuah kecamatan ditulis dengan ejaan lama.", demoOperator,
		answer{rejected, "Ejaan nama kecamatan dianggap keliru.", "Nama itu mengikuti Kepmendagri yang berlaku. Ejaan lama tetap dapat dipakai untuk mencari.", ""}},
	{3, "/data/produksi-padi", "Satuan luas panen tidak disebut di tabel.", "", answer{}},
}

// demo says who runs the demo, without a decree, and lets a few things have been
// reported. The reports have no contact: nobody wrote them.
func (m *module) demo(ctx context.Context, day time.Time, say func(lewu.Message)) (err error) {
	defer errs.Wrap(&err, "about.demo")

	say(lewu.Msg("about.demo"))
	ctx = auth.With(ctx, auth.CommandLine("demo"))
	s, err := m.Ref.Settings(ctx)
	if err != nil {
		return err
	}
	if s.Operator == "" {
		s.Operator, s.Mail, s.PPID, s.PPDP = demoOperator, "data@contoh.invalid", "PPID pembantu "+demoOperator, "Pejabat PDP "+demoOperator
		if err := m.DB.Write(ctx, func(tx *sql.Tx) error { return m.Ref.SaveSettings(ctx, tx, s) }); err != nil {
			return err
		}
	}
	agency, err := m.Ref.FindAgency(ctx, demoAgency)
	if err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}
	secret, err := m.store.Secret(ctx)
	if err != nil {
		return err
	}
	for i, d := range demoReports {
		form := "contoh-" + strconv.Itoa(i)
		c := correction{Form: form, Secret: digest(signer(secret).Key(form)), Page: d.page, Place: d.page, Lang: "id", Wrong: d.wrong,
			At: day.AddDate(0, 0, -d.ago).Add(9 * time.Hour)}
		if err := m.demoReport(ctx, c, d, agency); err != nil {
			return err
		}
	}
	return nil
}

func (m *module) demoReport(ctx context.Context, c correction, d demoReport, agency ref.Agency) error {
	if set, err := m.Catalog.Dataset(ctx, "produksi-padi"); err == nil && d.page == "/data/produksi-padi" {
		c.Title, c.Dataset, c.Agency = set.Title, set.Slug, agency.ID
	}
	c, err := m.store.Report(ctx, c, c.Form)
	if err != nil || d.answer.Outcome == "" || !c.Open() {
		return err
	}
	return m.store.Answer(ctx, c.Number, time.Time{}, d.answer, auth.Actor{Kind: auth.Operator, Name: "demo", Office: d.office}, c.At.AddDate(0, 0, 2))
}
