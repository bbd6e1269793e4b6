package data

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, files, "data", "data.verdict-", "data.tag-", "data.measure-", "data.filter-", "data.kind-", "data.kpis")
}
