package catalog

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) { messagetest.Check(t, Messages, "catalog", "catalog.act-") }
