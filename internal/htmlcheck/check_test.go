package htmlcheck

import (
	"slices"
	"strings"
	"testing"
)

// page puts a body into a sound page; its first line is line 5.
func page(body string) []byte {
	return []byte("<!doctype html>\n<html lang=\"id\">\n<head><meta charset=\"utf-8\"><title>Produksi padi</title></head>\n" +
		"<body><main><h1>Produksi padi</h1>\n" + body + "\n</main></body></html>\n")
}

func TestSound(t *testing.T) {
	for _, body := range []string{
		``,
		`<p>Satu<p>Dua<ul><li>Tiga<li>Empat<ul><li>Lima</ul></ul>`,
		`<dl><dt>Luas<dd>20.380,503 km²<dt>Penduduk<dd>181.963</dl>`,
		`<table><caption>Padi</caption><thead><tr><th scope="col">Kabupaten<th scope="col">Ton<tbody><tr><th scope="row">Katingan<td>12</table>`,
		`<table role="presentation"><tr><td>tata letak</td></tr></table>`,
		`<label for="q">Cari</label><input id="q" type="search" name="q"><button>Cari</button>`,
		`<label>Tahun <select name="tahun"><option>2023<option>2024</select></label>`,
		`<input type="hidden" name="token"><input aria-label="Cari" name="q"><input type="submit">`,
		`<p id="h">Nilai</p><input aria-labelledby="h" aria-describedby="h" name="n">`,
		`<svg role="img" viewBox="0 0 1 1"><title>Peta petak</title><rect width="1"/><path d="M0 0"/></svg>`,
		`<svg role="group" aria-labelledby="pt"><title id="pt">Akses air</title><a href="/wilayah/katingan" aria-label="Katingan: 66,9"><rect/></a></svg>`,
		`<svg aria-hidden="true"><rect/></svg><span aria-hidden="true"><svg><rect/></svg></span>`,
		`<img src="/a.png" alt=""><a href="/"><img src="/b.png" alt="Beranda"></a>`,
		`<a href="/"><svg role="img"><title>Beranda</title></svg></a>`,
		`<a href="#isi">Ke isi</a><div id="isi">Isi</div><a>halaman ini</a>`,
		`<script type="module" src="/a.js"></script><script type="application/ld+json">{"a":1}</script>`,
		`<!-- <div> --><pre>a &lt; b</pre><br><hr>`,
	} {
		if faults := Check(page(body)); len(faults) != 0 {
			t.Errorf("%s: %v, want none", body, faults)
		}
	}
}

func TestPlantedFaults(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{`<div><section></div>`, "line 5: parse: <section> is not closed before </div> of line 5"},
		{"\n<div>", "line 6: parse: <div> is not closed before </main> of line 7"},
		{`</div>`, "line 5: parse: stray </div>"},
		{`<p>Satu<div>Dua</div></p>`, "line 5: parse: stray </p>"}, // the div ended the paragraph
		{`<div/>x</div>`, "line 5: parse: <div/> closes nothing in HTML"},
		{"\xff", "line 1: parse: the page is not valid UTF-8"},
		{`<a href="/">Satu <button>dua</button></a>`, "line 5: nesting: <button> stands within the <a> of line 5"},
		{`<h1>Lagi</h1>`, "line 1: h1: 2 <h1> in the page"},
		{`<h2> </h2>`, "line 5: heading: <h2> has no words"},
		{`<input name="q">`, `line 5: label: <input name="q"> has no label`},
		{`<label for="q"></label><input id="q" name="q">`, `line 5: label: <input name="q"> has no label`},
		{`<label for="x">Cari</label><input id="q" aria-label="Cari">`, `line 5: target: for of <label> names "x"`},
		{`<textarea name="t" placeholder="Isi"></textarea>`, `line 5: label: <textarea name="t"> has no label`},
		{`<select name="s"><option>a</select>`, `line 5: label: <select name="s"> has no label`},
		{`<button><svg aria-hidden="true"></svg></button>`, "line 5: button: <button> has no words"},
		{`<input type="button">`, "line 5: button"},
		{`<input type="image" src="/a.png">`, "line 5: alt"},
		{`<table><tr><th scope="col">a</th></tr></table>`, "line 5: caption: <table> has no caption"},
		{`<table><caption>a</caption><tr><td>1</table>`, "line 5: scope: <table> has no <th>"},
		{`<table><caption>a</caption><tr><th>b</table>`, `line 5: scope: <th> "b" has scope ""`},
		{`<style>a{}</style>`, "line 5: inline: <style>"},
		{`<script>a()</script>`, "line 5: inline: <script> without src"},
		{`<p style="color:red">`, "line 5: inline: <p> has a style attribute"},
		{`<p onclick="a()">`, "line 5: inline: <p> has onclick"},
		{`<a href=" JavaScript:a()">a</a>`, "line 5: inline: <a> has javascript: in href"},
		{`<img src="/a.png">`, "line 5: alt: <img> /a.png has no alt"},
		{`<svg><title>Peta</title></svg>`, "line 5: alt: <svg> is neither"},
		{`<svg role="img"><rect/></svg>`, "line 5: alt: <svg role=img> has no title"},
		{`<svg role="img"><g><title>Satu batang</title></g></svg>`, "line 5: alt: <svg role=img> has no title"},
		{`<iframe src="/x"></iframe>`, "line 5: title: <iframe>"},
		{"<p id=\"a\">\n<p id=\"a\">", `line 6: id: id "a" is on line 5 already`},
		{`<p id="a b">`, `line 5: id: id "a b"`},
		{`<p aria-describedby="tak-ada">x</p>`, `line 5: target: aria-describedby of <p> names "tak-ada"`},
		{`<a href="#tak-ada">x</a>`, "line 5: target: href of <a> is #tak-ada"},
		{`<a href="/x"> </a>`, "line 5: link: the link to /x has no words"},
		{`<a href="/x"><img src="/a.png" alt=""></a>`, "line 5: link: the link to /x has no words"},
		{`<a href="#">Semua</a>`, `line 5: link: the link "Semua" leads nowhere`},
	} {
		faults := Check(page(test.body))
		if len(faults) != 1 || !strings.HasPrefix(faults[0].String(), test.want) {
			t.Errorf("%s: %v, want one that begins %q", test.body, faults, test.want)
		}
	}
}

func TestPlantedDocumentFaults(t *testing.T) {
	sound := string(page("<p>x</p>"))
	for _, test := range []struct {
		name, old, new, want string
	}{
		{"no doctype", "<!doctype html>\n", "", "line 1: doctype"},
		{"late doctype", "<!doctype html>\n<html lang=\"id\">", "<html lang=\"id\"><!doctype html>\n", "line 1: doctype"},
		{"old doctype", "<!doctype html>", `<!doctype html public "-//W3C//DTD HTML 4.01//EN">`, "line 1: doctype"},
		{"no language", ` lang="id"`, "", "line 1: lang"},
		{"no title", "<title>Produksi padi</title>", "", "line 1: title: 0 <title>"},
		{"empty title", "<title>Produksi padi</title>", "<title> </title>", "line 1: title: 1 <title>"},
		{"no h1", "<h1>Produksi padi</h1>", "", "line 1: h1: 0 <h1>"},
		{"cut short", "</main></body></html>\n", "</main><p cla", "line 6: parse: the page ends within a tag"},
	} {
		broken := strings.Replace(sound, test.old, test.new, 1)
		faults := Check([]byte(broken))
		if broken == sound || len(faults) != 1 || !strings.HasPrefix(faults[0].String(), test.want) {
			t.Errorf("%s: %v, want one that begins %q", test.name, faults, test.want)
		}
	}
}

func TestLinks(t *testing.T) {
	got := Links(page(`<link rel="stylesheet" href="/_aset/1/a.css"><a href="/data?q=padi#tabel">a</a><a href="/data?q=padi">b</a>
<a href="#isi">c</a><a href="https://bps.go.id/">d</a><a href="//cdn.example/x">e</a><a href="mailto:a@b.c">f</a><a href="">g</a>
<a href="unduh.csv">h</a><img src="/a.png" srcset="/a1.png 1x, /a2.png 2x" alt=""><script src="/a.js"></script>
<form action="/cari"><button>Cari</button></form><video poster="/p.jpg"><source src="/v.m3u8"></video><a href="/%zz">i</a>`))
	want := []string{"/_aset/1/a.css", "/data?q=padi", "unduh.csv", "/a.png", "/a1.png", "/a2.png", "/a.js", "/p.jpg", "/v.m3u8", "/%zz"}
	if !slices.Equal(got, want) {
		t.Errorf("Links = %q, want %q", got, want)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte("<!doctype html><html lang=id><table><tr><td><p>"))
	f.Add(page(`<svg role="img"><title>a</title></svg>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, fault := range Check(text) {
			if fault.Line < 1 || fault.Rule == "" || fault.Text == "" {
				t.Errorf("%q: fault %+v", text, fault)
			}
		}
		Links(text)
	})
}
