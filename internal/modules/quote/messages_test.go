package quote

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, files, "quote", "quote.same", "quote.still", "quote.changed", "quote.lost", "quote.unknown", "quote.false", "quote.erased",
		"quote.title", "quote.sentence")
}
