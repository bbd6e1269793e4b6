package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

// rice is the production of rice of Kalimantan Tengah in tons, made up.
func rice() Chart {
	c := Chart{Kind: Line, Title: "Turun lagi setelah panen raya 2023", Sub: "Produksi padi, ton gabah kering giling",
		Alt: "Garis. 377.326 ton pada 2019, 388.669 ton pada 2024.", Source: "Sumber: Dinas Contoh A, diolah. Keadaan per 2024. Versi 4, lewu.example/data/padi", Contoh: "CONTOH",
		Words: Words{Gap: "Garis terputus: belum ada data.", Missing: "belum ada data", NotZero: "Sumbu tegak tidak mulai dari nol."}}
	years := []string{"2019", "2020", "2021", "2022", "2023", "2024"}
	for _, s := range []struct {
		name   string
		values []float64
	}{{"Provinsi", []float64{377326, 388601, 361277, 358192, 407718, 388669}}, {"Kapuas", []float64{159838, 160270, 147366, 150537, 171904, 159383}}} {
		series := Series{Name: s.name}
		for i, v := range s.values {
			series.Points = append(series.Points, Point{Label: years[i], Value: v, Has: true, Text: "x ton"})
		}
		c.Series = append(c.Series, series)
	}
	return c
}

// wellFormed reads every token of an XML text.
func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = true
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestPictures(t *testing.T) {
	for _, kind := range []Kind{Line, Bars, Multi, Map} {
		c := rice()
		c.Kind = kind
		if err := wellFormed(string(c.SVG())); err != nil {
			t.Errorf("%s: SVG: %v\n%s", kind, err, c.SVG())
		}
		var file, picture, again bytes.Buffer
		if err := errors.Join(c.File(&file), c.PNG(&picture), c.PNG(&again)); err != nil {
			t.Fatal(err)
		}
		if err := wellFormed(file.String()); err != nil {
			t.Errorf("%s: File: %v", kind, err)
		}
		if !bytes.Equal(picture.Bytes(), again.Bytes()) {
			t.Errorf("%s: the same chart gave other bytes", kind)
		}
		if got, most := picture.Len(), 100_000; got > most {
			t.Errorf("%s: %d bytes, more than %d", kind, got, most)
		}
	}
}

func TestMessages(t *testing.T) { messagetest.Check(t, Messages, "chart") }
