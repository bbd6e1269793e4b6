package password

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var cheap = Cost{Memory: 8, Passes: 1, Threads: 1}

func hash(t *testing.T, h *Hasher, secret string) string {
	t.Helper()
	text, err := h.Hash(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestVerify(t *testing.T) {
	h := New(cheap)
	text := hash(t, h, "kuda terbang caf\u00e9")
	if !strings.HasPrefix(text, "$argon2id$v=19$m=8,t=1,p=1$") || text == hash(t, h, "kuda terbang caf\u00e9") {
		t.Errorf("hash %s", text)
	}
	for _, test := range []struct {
		secret string
		ok     bool
	}{
		{"kuda terbang caf\u00e9", true},
		{"kuda terbang cafe\u0301", true}, // the same, written as two
		{"kuda terbang cafe", false},
		{"Kuda terbang caf\u00e9", false},
		{" kuda terbang caf\u00e9", false},
		{"", false},
	} {
		ok, stale, err := h.Verify(t.Context(), text, test.secret, false)
		if err != nil || ok != test.ok || stale {
			t.Errorf("%q: %v, stale %v, %v, want %v", test.secret, ok, stale, err, test.ok)
		}
	}
	// Made at another cost it still holds, and is to be made again.
	ok, stale, err := New(Cost{Memory: 16, Passes: 2, Threads: 1}).Verify(t.Context(), text, "kuda terbang caf\u00e9", false)
	if err != nil || !ok || !stale {
		t.Errorf("at another cost: %v, stale %v, %v", ok, stale, err)
	}
	if ok, _, err := h.Verify(t.Context(), "", "", false); ok || err != nil {
		t.Errorf("nobody's hash: %v, %v", ok, err)
	}
}

// The argon2id of RFC 9106's reference code (m=65536, t=2, p=1, "password",
// "somesalt"), as its test prints it.
func TestArgon2id(t *testing.T) {
	const text = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	ok, _, err := New(Standard()).Verify(t.Context(), text, "password", false)
	if err != nil || !ok {
		t.Errorf("%v, %v", ok, err)
	}
}

func TestDamagedHashes(t *testing.T) {
	h := New(cheap)
	good := hash(t, h, "kuda")
	for _, text := range []string{
		"x", "$argon2i$" + good[10:], strings.Replace(good, "m=8", "m=4294967295", 1), strings.Replace(good, "t=1", "t=0", 1),
		strings.Replace(good, "p=1", "p=0", 1), strings.Replace(good, "p=1", "p=300", 1), strings.Replace(good, "m=8", "m=08", 1),
		good[:len(good)-4], good + "$", strings.Replace(good, "v=19", "v=18", 1), good[:len(good)-1] + "=",
	} {
		if ok, _, err := h.Verify(t.Context(), text, "kuda", false); ok || err == nil {
			t.Errorf("%s: %v, %v", text, ok, err)
		}
	}
}

func TestMatch(t *testing.T) {
	derived := 0
	h := Counting(cheap, func(secret, salt []byte, c Cost) []byte {
		derived++
		return New(cheap).derive(secret, salt, c)
	})
	list, err := h.HashAll(t.Context(), []string{"satu", "dua", "tiga"})
	if err != nil {
		t.Fatal(err)
	}
	other := hash(t, h, "empat")
	for _, test := range []struct {
		name   string
		list   []string
		secret string
		want   int
		cost   int
	}{
		{"the second of a sheet", list, "dua", 1, 1},
		{"none of a sheet", list, "lima", -1, 1},
		{"one of two salts", []string{list[0], other}, "empat", 1, 2},
		{"an empty sheet costs as much", nil, "dua", -1, 1},
		{"an empty place costs as much", []string{"", other}, "empat", 1, 2},
		{"two empty places", []string{"", ""}, "", -1, 2},
	} {
		derived = 0
		got, err := h.Match(t.Context(), test.list, test.secret, false)
		if err != nil || got != test.want || derived != test.cost {
			t.Errorf("%s: %d, %v at %d hashes, want %d at %d", test.name, got, err, derived, test.want, test.cost)
		}
	}
}

// However many come at once, no more hashes are made than there are cores, so many
// wait, and the others are told. Known browsers have a line of their own.
func TestHashesAtOnce(t *testing.T) {
	var now, most atomic.Int64
	gate := make(chan struct{})
	h := Counting(cheap, func(secret, salt []byte, c Cost) []byte {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		<-gate
		now.Add(-1)
		return make([]byte, hashLen)
	})
	var busy atomic.Int64
	var group sync.WaitGroup
	for range 500 {
		group.Go(func() {
			if _, err := h.Match(t.Context(), nil, "salah", false); errors.Is(err, ErrBusy) {
				busy.Add(1)
			}
		})
	}
	for busy.Load() < 500-lineLen {
		time.Sleep(time.Millisecond)
	}
	known := make(chan error, 1)
	go func() {
		_, err := h.Match(t.Context(), nil, "benar", true)
		known <- err
	}()
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() {
		_, err := h.Match(ctx, nil, "pergi", true)
		left <- err
	}()
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who left waits on: %v", err)
	}
	close(gate)
	group.Wait()
	if err := <-known; err != nil {
		t.Errorf("a known browser: %v", err)
	}
	if busy.Load() != 500-lineLen || most.Load() > int64(runtime.GOMAXPROCS(0)) {
		t.Errorf("%d were told to come again, %d at once", busy.Load(), most.Load())
	}
}

func BenchmarkStandard(b *testing.B) {
	h := New(Standard())
	for b.Loop() {
		if _, err := h.Match(b.Context(), nil, "kuda terbang", false); err != nil {
			b.Fatal(err)
		}
	}
}
