package auth

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

// The permission to read the trail is this package's, and a refusal is written down by
// the house.
func TestMessages(t *testing.T) {
	messagetest.Check(t, Messages, "auth", "auth.password-", "audit.read", "auth.refused")
}
