package entrance

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, files, "entrance", "entrance.role-", "entrance.by-", "entrance.done-")
}
