package e2e

import (
	"os"
	"os/exec"
	"testing"
)

// TestBrowser looks at the demo in Chromium. Pictures stay in e2e/artefacts.
func TestBrowser(t *testing.T) {
	needBrowser(t)
	h := house{data: t.TempDir()}
	h.must(t, "demo")
	s := h.serve(t)

	look := exec.Command("node", "browser/look.mjs", s.url, "artefacts")
	out, err := look.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// needBrowser skips where Node, Chromium or the modules of the script are not
// to be had; under CI=true that is a failure.
func needBrowser(t *testing.T) {
	t.Helper()
	missing := func(what string) {
		if os.Getenv("CI") == "true" {
			t.Fatal(what)
		}
		t.Skip(what)
	}
	if _, err := exec.LookPath("node"); err != nil {
		missing("no Node: apt-get install nodejs npm")
	}
	if _, err := os.Stat("/usr/bin/chromium"); err != nil {
		missing("no Chromium: apt-get install chromium")
	}
	if _, err := os.Stat("browser/node_modules/playwright-core"); err == nil {
		return
	}
	install := exec.Command("npm", "ci", "--ignore-scripts")
	install.Dir = "browser"
	if out, err := install.CombinedOutput(); err != nil {
		missing("npm ci: " + err.Error() + "\n" + string(out))
	}
}
