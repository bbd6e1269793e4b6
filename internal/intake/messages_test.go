package intake

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, Messages, "intake", Job, "intake.overtaken-", "intake.submit", "intake.reinstate", "intake.hand-over")
}
