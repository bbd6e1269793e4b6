package artefact

import (
	"context"
	"testing"
	"testing/synctest"
)

// TestWishes: each is taken once, the oldest first, and who waits is woken.
func TestWishes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t, 1<<20)
		for _, name := range []string{"padi", "siswa", "padi"} {
			s.Wish(name)
		}
		ctx, cancel := context.WithCancel(t.Context())
		for _, want := range []string{"padi", "siswa"} {
			if got, ok := s.Wished(ctx); got != want || !ok {
				t.Errorf("Wished = %q, %v, want %q", got, ok, want)
			}
		}
		got := make(chan string)
		go func() {
			name, _ := s.Wished(ctx)
			got <- name
			name, ok := s.Wished(ctx)
			if ok {
				name = "after the end"
			}
			got <- name
		}()
		synctest.Wait() // it waits
		s.Wish("padi")
		if name := <-got; name != "padi" {
			t.Errorf("woken for %q, want padi", name)
		}
		cancel()
		if name := <-got; name != "" {
			t.Errorf("at the end it took %q", name)
		}
	})
}
