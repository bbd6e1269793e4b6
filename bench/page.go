package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// measurePage lets 64 clients ask for a kept page of the demo, and nginx for
// the same bytes from disk, in turns.
func (b *bench) measurePage(ctx context.Context) error {
	data, err := b.demo(ctx)
	if err != nil {
		return err
	}
	server, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	defer server.close()
	slug, err := firstDataset(ctx, server)
	if err != nil {
		return err
	}
	pages := []string{"/", "/data/" + slug}
	peer, err := b.startNginx(ctx, server, pages)
	if err != nil {
		return err
	}
	defer peer.stop(syscall.SIGQUIT)
	for _, path := range pages {
		if err := b.measureOnePage(ctx, server, peer, path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	b.note(fmt.Sprintf("Cached page: `wrk -t2 -c64 -d%ds -H 'Accept-Encoding: gzip'` on the same two cores as the server, keep-alive; nginx-light, worker_processes auto, sendfile, "+
		"no access log, gzip_static with Lewu's own gzip bytes and its headers, connections kept for a million requests.", b.seconds()))
	return nil
}

// demo makes the demo store once.
func (b *bench) demo(ctx context.Context) (string, error) {
	data := b.store("peragaan")
	if _, err := os.Stat(data); err == nil {
		return data, nil
	}
	b.say("demo store")
	_, _, err := run(ctx, exec.Command(b.lewu, "demo", "--data", data))
	return data, err
}

// firstDataset is the address of a dataset of the demo.
func firstDataset(ctx context.Context, server *server) (string, error) {
	a, err := server.get(ctx, "/api/v1/datasets", nil)
	if err != nil {
		return "", err
	}
	var list struct{ Datasets []struct{ Slug string } }
	if err := json.Unmarshal(a.body, &list); err != nil {
		return "", err
	}
	if len(list.Datasets) == 0 {
		return "", fmt.Errorf("the demo store is empty")
	}
	return list.Datasets[0].Slug, nil
}

func (b *bench) measureOnePage(ctx context.Context, server *server, peer *nginx, path string) error {
	var lewu, theirs []float64
	size := 0
	for turn := range b.rounds(3) + 1 {
		b.say("cached page %s, %d of %d", path, turn+1, b.rounds(3)+1)
		ours, n, err := b.wrk(ctx, server.base+path, turn == 0)
		if err != nil {
			return err
		}
		other, _, err := b.wrk(ctx, peer.base+path, turn == 0)
		if err != nil {
			return err
		}
		if turn > 0 {
			lewu, theirs, size = append(lewu, ours), append(theirs, other), n
		}
	}
	ours, other, ratio := median(lewu), median(theirs), inTurns(lewu, theirs)
	l := line{
		what: fmt.Sprintf("cached page GET %s (%.1f kB on the wire), 64 clients", path, float64(size)/1000), ratio: ratio,
		lewu: grouped(int(ours)) + "/s", peer: grouped(int(other)) + "/s", bar: "≥ 0.5×", ambition: "≥ 0.8×",
		met: ratio >= 0.5, reached: ratio >= 0.8,
	}
	l.short = fmt.Sprintf("%s: %s against nginx's %s, %s; the bar is 0.5×.", l.what, l.lewu, l.peer, times(l.ratio))
	b.add(l)
	return nil
}

// seconds is how long wrk asks.
func (b *bench) seconds() int {
	if b.quick {
		return 3
	}
	return 6
}

// wrk asks for an address and gives requests per second and bytes per answer.
func (b *bench) wrk(ctx context.Context, address string, warm bool) (perSecond float64, size int, err error) {
	seconds := b.seconds()
	if warm {
		seconds = 2
	}
	cmd := exec.CommandContext(ctx, "wrk", "-t2", "-c64", fmt.Sprintf("-d%ds", seconds), "-H", "Accept-Encoding: gzip", address)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return 0, 0, fmt.Errorf("wrk: %w: %s", err, out)
	}
	text := string(out)
	if strings.Contains(text, "Non-2xx") || strings.Contains(text, "Socket errors") {
		return 0, 0, fmt.Errorf("wrk %s: %s", address, text)
	}
	rate := regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`).FindStringSubmatch(text)
	if rate == nil {
		return 0, 0, fmt.Errorf("wrk said no rate: %s", text)
	}
	if perSecond, err = strconv.ParseFloat(rate[1], 64); err != nil {
		return 0, 0, err
	}
	moved := regexp.MustCompile(`(\d+) requests in ([0-9.]+)\w+, ([0-9.]+)(KB|MB|GB) read`).FindStringSubmatch(text)
	if moved == nil {
		return perSecond, 0, nil
	}
	count, _ := strconv.ParseFloat(moved[1], 64) // digits, by the pattern
	amount, _ := strconv.ParseFloat(moved[3], 64)
	unit := map[string]float64{"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}[moved[4]]
	return perSecond, int(amount * unit / count), nil
}

// A nginx serves the same bytes from disk.
type nginx struct {
	*process
	base string
}

func nginxPath() string {
	if path, err := exec.LookPath("nginx"); err == nil {
		return path
	}
	return "/usr/sbin/nginx" // Debian keeps it out of PATH
}

// startNginx puts Lewu's own gzip bytes and headers behind nginx, and makes
// sure that it gives them out.
func (b *bench) startNginx(ctx context.Context, server *server, pages []string) (_ *nginx, err error) {
	dir := filepath.Join(b.dir, "nginx")
	if err := os.MkdirAll(filepath.Join(dir, "www"), 0o755); err != nil {
		return nil, err
	}
	var locations strings.Builder
	bodies := map[string][]byte{}
	for i, path := range pages {
		a, err := server.get(ctx, path, map[string]string{"Accept-Encoding": "gzip"})
		if err != nil {
			return nil, err
		}
		if a.header.Get("Content-Encoding") != "gzip" {
			return nil, fmt.Errorf("%s is not compressed", path)
		}
		name := fmt.Sprintf("p%d.html", i)
		bodies[path] = a.body
		for file, text := range map[string][]byte{name: []byte("<!doctype html>"), name + ".gz": a.body} {
			if err := os.WriteFile(filepath.Join(dir, "www", file), text, 0o644); err != nil {
				return nil, err
			}
		}
		fmt.Fprintf(&locations, "location = %s { try_files /%s =404;\n", path, name)
		for header, values := range a.header {
			switch header {
			case "Content-Encoding", "Content-Length", "Content-Type", "Date", "Etag", "Vary", "X-Request-Id": // nginx writes its own
			default:
				fmt.Fprintf(&locations, "add_header %s %q;\n", header, values[0])
			}
		}
		locations.WriteString("}\n")
	}
	addr, err := freePort()
	if err != nil {
		return nil, err
	}
	conf := fmt.Sprintf(nginxConf, dir, addr, locations.String())
	if err := os.WriteFile(filepath.Join(dir, "nginx.conf"), []byte(conf), 0o644); err != nil {
		return nil, err
	}
	p, err := start(exec.Command(nginxPath(), "-p", dir, "-e", "stderr", "-c", filepath.Join(dir, "nginx.conf")))
	if err != nil {
		return nil, err
	}
	n := &nginx{p, "http://" + addr}
	if err := n.gives(ctx, server, bodies); err != nil {
		p.stop(syscall.SIGQUIT)
		return nil, err
	}
	return n, nil
}

// nginxConf is what Debian's own settings come to, with everything nginx
// writes in our folder. Arguments: folder, address, locations.
const nginxConf = `daemon off;
worker_processes auto;
pid %[1]s/pid;
error_log stderr crit;
events { worker_connections 768; }
http {
	sendfile on;
	tcp_nopush on;
	keepalive_requests 1000000;
	types { text/html html; }
	charset utf-8;
	access_log off;
	gzip_static on;
	gzip_vary on;
	client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2; fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5;
	server {
		listen %[2]s;
		root %[1]s/www;
		%[3]s
	}
}
`

// gives waits until nginx gives out the same bytes as Lewu.
func (n *nginx) gives(ctx context.Context, server *server, bodies map[string][]byte) error {
	client := *server
	client.base = n.base
	for path, want := range bodies {
		for {
			a, err := client.get(ctx, path, map[string]string{"Accept-Encoding": "gzip"})
			if err == nil {
				if !bytes.Equal(a.body, want) || a.header.Get("Content-Encoding") != "gzip" {
					return fmt.Errorf("nginx gives other bytes at %s: %d", path, a.status)
				}
				break
			}
			if dead := n.died(); dead != nil {
				return dead
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	return nil
}
