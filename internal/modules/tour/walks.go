package tour

import lewu "github.com/lewu-id/lewu"

// A walk is one way through the house, with what it shows.
type walk struct {
	Title lewu.Message
	Why   lewu.Message
	Steps []step
}

// A step is one page or file of a walk.
type step struct {
	Text lewu.Message
	Path string
}

// walks are the ten of the demo; late is a dataset past its release.
func walks(late string) []walk {
	const padi = "/data/produksi-padi"
	return []walk{
		way("find",
			"find-search", "/cari?q=padi",
			"find-set", padi,
			"find-xlsx", padi+".xlsx"),
		way("cite",
			"cite-filter", padi+"?kode_kemendagri=62.06",
			"cite-csv", padi+".csv?kode_kemendagri=62.06",
			"cite-quote", padi+"?kode_kemendagri=62.06#kutip"),
		way("versions",
			"versions-list", padi+"#versi",
			"versions-old", padi+"?versi=2",
			"versions-diff", padi+"/beda?dari=2&ke=3"),
		way("origin",
			"origin-home", "/",
			"origin-sum", "/data/wilayah-kalimantan-tengah/asal?hitung=sum:penduduk_2024_semester_ii",
			"origin-sample", padi+"/asal?hitung=sum:produksi&kode_kemendagri=62.03"),
		way("late",
			"late-list", "/data?keadaan=terlambat",
			"late-set", late,
			"late-agency", "/opd/dinas-contoh-b"),
		way("differ",
			"differ-set", "/data/rumah-tangga-dua-sumber",
			"differ-quiet", "/data/rumah-tangga-dua-sumber?kode_kemendagri=62.71"),
		way("places",
			"places-list", "/wilayah?urut=kepadatan",
			"places-one", "/wilayah/katingan",
			"places-two", "/wilayah/katingan?banding=seruyan",
			"places-map", "/?peta=akses-air-minum-layak.akses#kabupaten"),
		way("agencies",
			"agencies-list", "/opd",
			"agencies-one", "/opd/dinas-contoh-a"),
		way("words",
			"words-part", "/cari?q=puskes",
			"words-typo", "/cari?q=pendudk+katingan",
			"words-same", "/cari?q=skpd"),
		way("programs",
			"programs-api", "/api",
			"programs-openapi", "/api/v1/openapi.json",
			"programs-rows", "/api/v1/datasets/produksi-padi/rows?kode_kemendagri=62.06",
			"programs-parquet", padi+".parquet"),
	}
}

// way makes a walk from its name and its steps: name, path, name, path.
func way(name string, steps ...string) walk {
	w := walk{Title: lewu.Msg("tour.walk-" + name), Why: lewu.Msg("tour.why-" + name)}
	for i := 0; i+1 < len(steps); i += 2 {
		w.Steps = append(w.Steps, step{lewu.Msg("tour.step-" + steps[i]), steps[i+1]})
	}
	return w
}
