package roster

import (
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func TestMails(t *testing.T) {
	for mail, want := range map[string]string{
		"rina@instansi.example":              "",
		"rina.lestari+data@dinas.kalteng.id": "",
		"o'brien@a-b.example":                "",
		"mailto:rina@instansi.example":       "roster.mail-link",
		"rina @instansi.example":             "roster.mail-space",
		"rina@a.example, ani@a.example":      "roster.mail-space",
		"rina@a.example;ani@a.example":       "roster.mail-many",
		"rina":                               "roster.mail-bad",
		"rina@":                              "roster.mail-bad",
		"@a.example":                         "roster.mail-bad",
		"rina@localhost":                     "roster.mail-bad",
		"rina@10.0.0.1":                      "roster.mail-bad",
		"rina@a..example":                    "roster.mail-bad",
		".rina@a.example":                    "roster.mail-bad",
		"rina@@a.example":                    "roster.mail-bad",
		"rina@-a.example":                    "roster.mail-bad",
		"<rina@a.example>":                   "roster.mail-bad",
		"rína@a.example":                     "roster.mail-bad",
		"rina@a.example\r\nBcc:x@y.example":  "roster.mail-space",
	} {
		if got := mailFault(mail); got != want {
			t.Errorf("mailFault(%q) = %q, want %q", mail, got, want)
		}
	}
}

func TestDays(t *testing.T) {
	for text, want := range map[string]string{
		"2020-01-31": "2020-01-31", "31-01-2020": "2020-01-31", "31/1/2020": "2020-01-31", "31.01.2020": "2020-01-31",
		"31 Januari 2020": "2020-01-31", "1 Agu 2020": "2020-08-01", "2 MEI 2020": "2020-05-02",
		"31-02-2020": "", "13/13/2020": "", "2020": "", "43831": "", "01/02/20": "", "kemarin": "", "31 J 2020": "", "1-1-1899": "",
	} {
		got, ok := ParseDay(text)
		if got != want || ok != (want != "") {
			t.Errorf("ParseDay(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
	if got := nextDay("2020-02-28") + " " + dayBefore("2020-03-01"); got != "2020-02-29 2020-02-29" {
		t.Errorf("around the leap day: %s", got)
	}
}

func TestRoles(t *testing.T) {
	for word, want := range map[string]lewu.Role{
		"operator": lewu.RoleOperator, "Operator OPD": lewu.RoleOperator, "verifikator opd": lewu.RoleVerifier,
		"Operator CCTV": lewu.RoleCamera, "operator-cctv": lewu.RoleCamera, "Pemilik  substansi": lewu.RoleSubstance, "WALIDATA": lewu.RoleWalidata,
		"bos": "", "": "", "admin opd lama": "",
	} {
		got, ok := ParseRole(word)
		if ok != (want != "") || ok && got != want {
			t.Errorf("ParseRole(%q) = %q, %v, want %q", word, got, ok, want)
		}
	}
}

func TestAgencyCodes(t *testing.T) {
	for code, want := range map[string]bool{
		"1.03.0.00.0.00.01.0000": true, "2.16.2.20.2.21.01.0000": true,
		"1.03.0.00.0.00.01": false, "1.03.0.00.0.00.01.000": false, "1.3.0.00.0.00.01.0000": false, "a.03.0.00.0.00.01.0000": false, "": false,
	} {
		if got := agencyCode(code); got != want {
			t.Errorf("agencyCode(%q) = %v, want %v", code, got, want)
		}
	}
}
