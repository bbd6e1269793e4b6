package e2e

import (
	"os"
	"os/exec"
	"testing"
)

// TestBrowser looks at the demo in Chromium. Pictures stay in e2e/artefacts.
func TestBrowser(t *testing.T) {
	needBrowser(t)
	s := demo(t).serve(t)

	look := exec.Command("node", "browser/look.mjs", s.url, "artefacts")
	out, err := look.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// TestJourneys walks the ways of a pupil on a thin link, with JavaScript and
// without.
func TestJourneys(t *testing.T) {
	needBrowser(t)
	s := demo(t).serve(t)

	out, err := exec.Command("node", "browser/journeys.mjs", s.url, "artefacts").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// needBrowser skips where Node, Chromium or the modules of the script are not
// to be had; under CI=true that is a failure.
func needBrowser(t *testing.T) {
	t.Helper()
	if _, err := os.Stat("/usr/bin/chromium"); err != nil {
		missing(t, "no Chromium: apt-get install chromium")
	}
	needModules(t, "browser", "playwright-core")
}

// needModules brings the Node modules of a folder, one of which is probe.
func needModules(t *testing.T, folder, probe string) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		missing(t, "no Node: apt-get install nodejs npm")
	}
	if _, err := os.Stat(folder + "/node_modules/" + probe); err == nil {
		return
	}
	install := exec.Command("npm", "ci", "--ignore-scripts")
	install.Dir = folder
	if out, err := install.CombinedOutput(); err != nil {
		missing(t, "npm ci: "+err.Error()+"\n"+string(out))
	}
}

// missing skips a test, or fails it under CI=true.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}
