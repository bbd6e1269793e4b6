package trail

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, files, "trail", "trail.by-", "trail.day") // the last is a job
}
