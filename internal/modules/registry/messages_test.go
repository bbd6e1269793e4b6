package registry

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, files, "registry", "registry.done.", "registry.role.", "registry.verb-", "registry.level-", "registry.split-into-", "registry.sweep")
}
