package e2e

import (
	"os/exec"
	"testing"
)

// TestStandards holds the catalogue against SHACL shapes of DCAT-AP 2.1.1, the
// Data Packages against Frictionless, and the interface against OpenAPI 3.1.
func TestStandards(t *testing.T) {
	needModules(t, "standards", "rdf-validate-shacl")
	s := demo(t).serve(t)

	out, err := exec.Command("node", "standards/validate.mjs", s.url,
		"wilayah-kalimantan-tengah,apbd-kalimantan-tengah-djpk,produksi-padi,harga-bahan-pokok,ruas-jalan-provinsi,inflasi-bulanan").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
