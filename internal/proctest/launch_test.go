package proctest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNothingOutlivesItsStarter: a helper process launches a sleeper and is
// killed; the sleeper goes with it.
func TestNothingOutlivesItsStarter(t *testing.T) {
	if name := os.Getenv("LEWU_LAUNCH"); name != "" {
		cmd := exec.Command("sh", "-c", "echo $$ > "+name+".tmp && mv "+name+".tmp "+name+"; exec sleep 600")
		if _, err := Launch(cmd); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Minute)
	}
	name := filepath.Join(t.TempDir(), "pid")
	helper := exec.Command(os.Args[0], "-test.run", t.Name())
	helper.Env = append(os.Environ(), "LEWU_LAUNCH="+name)
	if err := helper.Start(); err != nil {
		t.Fatal(err)
	}
	var pid string
	for range 2000 {
		if text, err := os.ReadFile(name); err == nil {
			pid = strings.TrimSpace(string(text))
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if err := helper.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = helper.Wait() // killed
	if pid == "" {
		t.Fatal("the sleeper never started")
	}
	for range 2000 {
		if text, err := os.ReadFile("/proc/" + pid + "/stat"); err != nil || strings.Contains(string(text), ") Z ") {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("process %s still runs", pid)
}
