package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// machine says where a run took place and with what. Postgres is the version
// its server told.
func (b *bench) machine(postgres string) []string {
	kernel := readLine("/proc/sys/kernel/osrelease")
	var disk syscall.Statfs_t
	free := "unknown"
	if syscall.Statfs(b.dir, &disk) == nil {
		free = fmt.Sprintf("%d GB free", disk.Bavail*uint64(disk.Bsize)>>30)
	}
	size := "full: 1,000,000 and 5,000,000 rows"
	if b.quick {
		size = "**quick: 100,000 and 500,000 rows, to develop with; the bars are for the full run**"
	}
	return []string{
		"date: " + time.Now().UTC().Format("2006-01-02 15:04 UTC") + ", " + size,
		fmt.Sprintf("machine: %d cores (%s), %s of memory, Linux %s, working folder with %s",
			runtime.NumCPU(), processor(), memory(), kernel, free),
		fmt.Sprintf("load before the run: %s (one, five, fifteen minutes)", b.load),
		fmt.Sprintf("versions: Lewu %s, %s, %s, PostgreSQL %s, nginx %s", b.build(), goVersion(b.lewu), duckVersion(b.lewu), postgres, nginxVersion()),
	}
}

func readLine(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(text))
}

// load is how busy the machine is with other things.
func load() string {
	words := strings.Fields(readLine("/proc/loadavg"))
	return strings.Join(words[:min(3, len(words))], ", ")
}

func processor() string { return procValue("/proc/cpuinfo", "model name") }

func memory() string {
	kb, err := strconv.ParseInt(strings.TrimSuffix(procValue("/proc/meminfo", "MemTotal"), " kB"), 10, 64)
	if err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%.1f GB", float64(kb)/(1<<20))
}

// procValue is the first value of a name in a file of "name : value" lines.
func procValue(path, name string) string {
	for l := range strings.Lines(readLine(path)) {
		key, value, ok := strings.Cut(l, ":")
		if ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

func (b *bench) build() string {
	out, err := exec.Command(b.lewu, "version").Output()
	if words := strings.Fields(string(out)); err == nil && len(words) > 1 {
		return words[1]
	}
	return "unknown"
}

// goVersion is what a program was built with.
func goVersion(path string) string {
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return "Go unknown"
	}
	return "Go " + strings.TrimPrefix(info.GoVersion, "go")
}

// duckVersion reads DuckDB's version out of its driver's: v2.10506.0 carries
// 1.5.6.
func duckVersion(path string) string {
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return "DuckDB unknown"
	}
	for _, m := range info.Deps {
		if m.Path != "github.com/duckdb/duckdb-go/v2" {
			continue
		}
		parts := strings.Split(m.Version, ".")
		if n, err := strconv.Atoi(parts[min(1, len(parts)-1)]); err == nil {
			return fmt.Sprintf("DuckDB %d.%d.%d (driver %s)", n/10_000, n/100%100, n%100, m.Version)
		}
	}
	return "DuckDB unknown"
}

func nginxVersion() string {
	out, err := exec.Command(nginxPath(), "-v").CombinedOutput()
	_, version, ok := strings.Cut(strings.TrimSpace(string(out)), "/")
	if err != nil || !ok {
		return "unknown"
	}
	return version
}
