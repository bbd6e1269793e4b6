package errs

import (
	"errors"
	"io/fs"
	"testing"
)

func TestAnErrorKeepsItsKindThroughTheChain(t *testing.T) {
	err := Because(NotFound, fs.ErrNotExist, "catalog.no-dataset", "name", "padi", "day", "2025-10-31")
	Wrap(&err, "catalog.Dataset(%q)", "padi")
	Wrap(&err, "data.showDataset")

	if got := KindOf(err); got != NotFound || !Is(err, NotFound) || Is(err, Invalid) {
		t.Errorf("KindOf = %v, want NotFound", got)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("the cause is lost")
	}
	m, ok := Public(err)
	if !ok || m.Key != "catalog.no-dataset" || m.Args["name"] != "padi" {
		t.Errorf("Public = %+v, %v", m, ok)
	}
	const want = `data.showDataset: catalog.Dataset("padi"): catalog.no-dataset day="2025-10-31" name="padi": file does not exist`
	if got := err.Error(); got != want {
		t.Errorf("Error() = %s, want %s", got, want)
	}
}

func TestWhatNobodyNamedIsInternal(t *testing.T) {
	err := errors.New("disk on fire")
	if got := KindOf(err); got != Internal {
		t.Errorf("KindOf = %v, want Internal", got)
	}
	if m, ok := Public(err); ok {
		t.Errorf("Public = %+v: nothing may reach people", m)
	}
	if Is(nil, Internal) {
		t.Error("no error is of a kind")
	}
	var none error
	Wrap(&none, "never")
	if none != nil {
		t.Errorf("Wrap made %v of nothing", none)
	}
}
