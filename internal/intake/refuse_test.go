package intake_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/published"
)

// lewuAll asks for every row.
var lewuAll = lewu.Query{Limit: 1000}

func sqlite(t *testing.T) *bench { return newBench(t, dbtest.Open(t, dbtest.SQLite(t))) }

// TestWhatIsRefusedChangesNothing sends files that must not be published, each
// to a dataset that already has a version.
func TestWhatIsRefusedChangesNothing(t *testing.T) {
	b := sqlite(t)
	first := b.send(t, intake.Order{New: monthly(), Data: file("2025-01.csv", month(2025, 1, 0)), Solo: "uji"})
	if first.State != catalog.Published {
		t.Fatalf("first: %s %v", first.State, first.Failure)
	}
	before := b.current(t, "harga-beras")
	for _, test := range []struct {
		name, body string
		mode       catalog.Mode
		state      catalog.State
		key        string // of the failure, or of the finding that asks
	}{
		{"empty", "", "", catalog.Failed, ""},
		{"no key column", "bulan,harga\n2025-02,1\n2025-03,2\n", "", catalog.Failed, "intake.key-missing"},
		{"no period column", "periode,pasar,harga\n2025-02,A,1\n", "", catalog.Failed, "intake.key-missing"},
		{"key twice", "bulan,pasar,harga\n2025-02,A,1\n2025-02,A,2\n", "", catalog.Failed, "intake.key-double"},
		{"key empty", "bulan,pasar,harga\n2025-02,A,1\n2025-02,,2\n", "", catalog.Failed, "intake.key-empty"},
		{"rows vanish", "bulan,pasar,harga\n2025-01,Pasar Besar,13100\n", "", catalog.Asking, "intake.vanish"},
		{"rows vanish, the file is the table", month(2025, 2, 0), catalog.Replace, catalog.Asking, "intake.vanish"},
		{"a changed kind", "bulan,pasar,harga\n2025-02,A,mahal\n", "", catalog.Failed, "table.kind-changed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := b.send(t, intake.Order{Slug: "harga-beras", Data: file("kiriman.csv", test.body), Mode: test.mode, Solo: "uji"})
			key := got.Failure.Key
			if got.State == catalog.Asking {
				findings, err := b.Catalog.Findings(t.Context(), got.ID)
				if err != nil || len(findings) == 0 {
					t.Fatalf("Findings = %v, %v", findings, err)
				}
				key = findings[len(findings)-1].Message.Key
			}
			if got.State != test.state || test.key != "" && key != test.key {
				t.Errorf("state %s, key %s, want %s, %s", got.State, key, test.state, test.key)
			}
			if got.State == catalog.Failed && key == "" {
				t.Error("refused without a sentence")
			}
			if after := b.current(t, "harga-beras"); after.N != before.N || after.Isi != before.Isi {
				t.Errorf("version %d %s in force, want %d %s", after.N, after.Isi, before.N, before.Isi)
			}
		})
	}
}

func TestOrdersThatCannotBe(t *testing.T) {
	b := sqlite(t)
	body := file("a.csv", "a,b\n1,x\n")
	b.send(t, intake.Order{New: &catalog.Dataset{Title: "Ada", Agency: "A", Topic: "T"}, Data: body, Solo: "uji"})
	pdf := func() intake.Parcel { return file("surat.pdf", "%PDF-1.4\n%%EOF") }
	numbered := pdf()
	numbered.DocNumber, numbered.DocDate = "900/12/2025", "kemarin"
	for _, test := range []struct {
		name  string
		order intake.Order
		kind  errs.Kind
		key   string
	}{
		{"taken slug", intake.Order{New: &catalog.Dataset{Title: "ADA", Agency: "A", Topic: "T"}, Data: body}, errs.Conflict, "catalog.slug-taken"},
		{"unknown dataset", intake.Order{Slug: "tidak-ada", Data: body}, errs.NotFound, "catalog.no-dataset"},
		{"no title", intake.Order{New: &catalog.Dataset{Agency: "A", Topic: "T"}, Data: body}, errs.Invalid, "intake.title-missing"},
		{"no agency", intake.Order{New: &catalog.Dataset{Title: "B", Topic: "T"}, Data: body}, errs.Invalid, "intake.agency-missing"},
		{"a title of signs", intake.Order{New: &catalog.Dataset{Title: "!!!", Agency: "A", Topic: "T"}, Data: body}, errs.Invalid, "intake.slug-bad"},
		{"long title", intake.Order{New: &catalog.Dataset{Title: strings.Repeat("a", 201), Agency: "A", Topic: "T"}, Data: body}, errs.Invalid, "intake.title-long"},
		{"unknown mode", intake.Order{Slug: "ada", Mode: "timpa", Data: body}, errs.Invalid, "intake.mode-unknown"},
		{"merge without key", intake.Order{Slug: "ada", Mode: catalog.Merge, Data: body}, errs.Invalid, "intake.mode-needs-key"},
		{"periods without period", intake.Order{Slug: "ada", Mode: catalog.ReplacePeriod, Data: body}, errs.Invalid, "intake.mode-needs-period"},
		{"deletions without merge", intake.Order{Slug: "ada", Deletions: [][]string{{"1"}}, Data: body}, errs.Invalid, "intake.delete-needs-merge"},
		{"a letter that is no PDF", intake.Order{Slug: "ada", Data: body, Letters: []intake.Parcel{file("surat.pdf", "halo")}}, errs.Invalid, "intake.letter-pdf"},
		{"a letter without number", intake.Order{Slug: "ada", Data: body, Letters: []intake.Parcel{pdf()}}, errs.Invalid, "intake.letter-number"},
		{"a letter of yesterday", intake.Order{Slug: "ada", Data: body, Letters: []intake.Parcel{numbered}}, errs.Invalid, "intake.letter-date"},
	} {
		_, err := b.Receive(t.Context(), sari, test.order)
		m, _ := errs.Public(err)
		if !errs.Is(err, test.kind) || m.Key != test.key {
			t.Errorf("%s: %v, want %s", test.name, err, test.key)
		}
	}
	if _, err := b.Receive(t.Context(), auth.Anybody(), intake.Order{Slug: "ada", Data: body}); !errs.Is(err, errs.SignIn) {
		t.Errorf("anybody may send: %v", err)
	}
}

// endless is a file that never ends, as a broken sender would send it.
type endless struct{ n int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.n += int64(len(p))
	return len(p), nil
}

func TestALetterOverTheLimitIsCutOff(t *testing.T) {
	b := sqlite(t)
	source := &endless{}
	letter := intake.Parcel{Name: "surat.pdf", DocNumber: "1", DocDate: "2025-01-01", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader("%PDF-1.4\n"), source)), nil
	}}
	_, err := b.Receive(t.Context(), sari, intake.Order{New: monthly(), Data: file("a.csv", month(2025, 1, 0)), Letters: []intake.Parcel{letter}})
	if !errs.Is(err, errs.TooLarge) {
		t.Errorf("Receive = %v, want TooLarge", err)
	}
	if source.n > intake.MaxAttachment+1<<20 {
		t.Errorf("%d bytes were read, the limit is %d", source.n, intake.MaxAttachment)
	}
	if empty, err := b.Catalog.Empty(t.Context()); err != nil || !empty {
		t.Errorf("a dataset was left behind: %v", err)
	}
}

func TestAnotherRecipeVoidsTheApproval(t *testing.T) {
	b := sqlite(t)
	set := &catalog.Dataset{Title: "Harga", Agency: "A", Topic: "T"}
	asks := b.send(t, intake.Order{New: set, Data: file("harga.csv", "pasar,harga\nA,1.250\nB,3.750\n")})
	if asks.State != catalog.Asking {
		t.Fatalf("state %s, want bertanya", asks.State)
	}
	if _, err := b.Answer(t.Context(), sari, asks.ID, intake.Seen{}, map[string]string{"decimal:harga": "1.234,5"}); err != nil {
		t.Fatal(err)
	}
	draft := b.walk(t, asks.ID)
	if draft.State != catalog.Draft {
		t.Fatalf("state %s %v, want draf", draft.State, draft.Failure)
	}
	signed := draft.Content
	if _, err := b.Answer(t.Context(), sari, asks.ID, intake.Seen{}, map[string]string{"decimal:harga": "1,234.5"}); err != nil {
		t.Fatal(err)
	}
	again := b.walk(t, asks.ID)
	if again.Content == signed || again.Approved != "" {
		t.Errorf("content %.8s after another answer, was %.8s; approved %q", again.Content, signed, again.Approved)
	}
}

// TestASignatureIsOfTheBytes: two deliveries that differ in nothing but one
// digit of the file are two contents, and the same file sent twice is two.
func TestASignatureIsOfTheBytes(t *testing.T) {
	b := sqlite(t)
	b.send(t, intake.Order{New: monthly(), Data: file("1.csv", month(2025, 1, 0)), Solo: "uji"})
	first := b.send(t, intake.Order{Slug: "harga-beras", Data: file("2.csv", month(2025, 2, 0))})
	other := b.send(t, intake.Order{Slug: "harga-beras", Data: file("2.csv", month(2025, 2, 1))})
	if first.Content == "" || first.Content == other.Content {
		t.Errorf("contents %.12s and %.12s of different bytes", first.Content, other.Content)
	}
	files, err := b.Catalog.Files(t.Context(), first.ID)
	if err != nil {
		t.Fatal(err)
	}
	signed := intake.Signed(first, files, first.Reading.Columns, first.Reading.Recipe)
	if signed != first.Content {
		t.Errorf("content %.12s, want %.12s", first.Content, signed)
	}
	files[0].SHA256 = strings.Repeat("0", 64)
	if again := intake.Signed(first, files, first.Reading.Columns, first.Reading.Recipe); again == signed {
		t.Error("the same signature stands for other bytes")
	}
}

func TestConsentLetsRowsGo(t *testing.T) {
	b := sqlite(t)
	b.send(t, intake.Order{New: monthly(), Data: file("1.csv", month(2025, 1, 0)), Solo: "uji"})
	asks := b.send(t, intake.Order{Slug: "harga-beras", Solo: "uji",
		Data: file("2.csv", "bulan,pasar,harga\n2025-01,Pasar Besar,13100\n")})
	if asks.State != catalog.Asking {
		t.Fatalf("state %s, want bertanya", asks.State)
	}
	if _, err := b.Answer(t.Context(), sari, asks.ID, intake.Seen{}, map[string]string{"hilang": "ya"}); err != nil {
		t.Fatal(err)
	}
	if got := b.walk(t, asks.ID); got.State != catalog.Published || got.Prepared.Removed != 2 {
		t.Errorf("state %s, −%d, want terbit, −2", got.State, got.Prepared.Removed)
	}
}

func TestMergeAndDelete(t *testing.T) {
	b := sqlite(t)
	b.send(t, intake.Order{New: monthly(), Data: file("1.csv", month(2025, 1, 0)), Solo: "uji"})
	got := b.send(t, intake.Order{Slug: "harga-beras", Mode: catalog.Merge, Solo: "uji",
		Deletions: [][]string{{"2025-01", "Pasar Kahayan"}},
		Data:      file("2.csv", "bulan,pasar,harga\n2025-01,Pasar Besar,9\n2025-02,Pasar Besar,8\n")})
	if got.State != catalog.Published || got.Prepared.Added != 1 || got.Prepared.Changed != 1 || got.Prepared.Removed != 1 {
		t.Fatalf("state %s %v, %+v, want terbit +1 ~1 −1", got.State, got.Failure, got.Prepared)
	}
	want := []string{"2025-01,Pasar Besar,9", "2025-01,Pasar Muara Ja'an,13120", "2025-02,Pasar Besar,8"}
	if lines := b.rows(t, b.current(t, "harga-beras")); strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("rows %q, want %q", lines, want)
	}
}

func TestErasedByLaw(t *testing.T) {
	b := sqlite(t)
	b.send(t, intake.Order{New: monthly(), Data: file("1.csv", month(2025, 1, 0)), Solo: "uji"})
	b.now = b.now.Add(time.Hour)
	b.send(t, intake.Order{Slug: "harga-beras", Data: file("2.csv", month(2025, 2, 0)), Solo: "uji"})
	set, _ := b.Catalog.Dataset(t.Context(), "harga-beras")
	v := b.current(t, "harga-beras")
	rows, err := b.read.Query(t.Context(), v, lewuAll)
	if err != nil {
		t.Fatal(err)
	}

	// The received file goes; what was published stays, and says so.
	if _, err := b.Redact(t.Context(), sari, v.Manifest[0].SHA256, "memuat NIK"); err != nil {
		t.Fatal(err)
	}
	proof, err := b.read.Cell(t.Context(), set, v, rows.Origin[0], "harga")
	if err != nil || proof.Verdict != published.Erased || proof.Files[0].Reason.Args["reason"] != "memuat NIK" {
		t.Errorf("proof after the file was erased: %+v, %v", proof, err)
	}

	// The published table goes: its version is withdrawn, the one before stands.
	slugs, err := b.Redact(t.Context(), sari, v.Berkas, "memuat NIK")
	if err != nil || len(slugs) != 1 {
		t.Fatalf("Redact = %v, %v", slugs, err)
	}
	if now := b.current(t, "harga-beras"); now.N != 1 {
		t.Errorf("version %d in force, want 1", now.N)
	}
	if _, err := b.read.Query(t.Context(), func() (w catalog.Version) { w, _ = b.Catalog.Version(t.Context(), set.ID, 2); return w }(), lewuAll); !errs.Is(err, errs.Gone) {
		t.Errorf("the withdrawn version answers: %v", err)
	}
	if _, err := b.Redact(t.Context(), sari, strings.Repeat("0", 64), "x"); !errs.Is(err, errs.NotFound) {
		t.Errorf("an unknown file: %v, want NotFound", err)
	}
}

// full is a file store without room.
type full struct{ blob.Store }

func (full) Put(context.Context, io.Reader) (blob.Info, error) {
	return blob.Info{}, errs.Say(errs.Full, "blob.full")
}

// TestNoRoom: a delivery that finds no room on its way stays where it is. Who
// waits is told once, and with room again it goes on.
func TestNoRoom(t *testing.T) {
	b := sqlite(t)
	got, err := b.Receive(t.Context(), sari, intake.Order{New: monthly(), Data: file("2025-01.csv", month(2025, 1, 0)), Solo: "uji"})
	if err != nil {
		t.Fatal(err)
	}
	room := b.Blobs
	b.Blobs = full{room}
	walks := 0
	_, err = b.Wait(t.Context(), got.ID, func(catalog.Batch) {
		if walks++; walks == 1 {
			if err := b.Walk(t.Context(), got.ID); !errs.Is(err, errs.Full) {
				t.Errorf("Walk: %v, want kind Full", err)
			}
		}
	})
	if m, _ := errs.Public(err); !errs.Is(err, errs.Full) || m.Key != "intake.no-room" || m.Args["batch"] != got.ID {
		t.Errorf("Wait: %v, want intake.no-room", err)
	}
	b.Blobs = room
	walks = 0
	last, err := b.Wait(t.Context(), got.ID, func(catalog.Batch) { // the old note is no news
		if walks++; walks == 3 {
			b.walk(t, got.ID)
		}
	})
	if err != nil || last.State != catalog.Published || last.Failure.Key != "" {
		t.Errorf("with room: %s %v, %v, want terbit", last.State, last.Failure, err)
	}
}
