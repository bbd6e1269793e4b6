package desk

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, files, "desk", "desk.sum-", "desk.number-", "desk.state-", "desk.kind-", "desk.count-", "desk.frequency-", "desk.other-", "desk.eye-done-", "desk.eye-wait-", "desk.eye-you-", MayTake)
}
