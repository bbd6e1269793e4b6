package data

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, files, "data", "data.verdict-", "data.tag-", "data.measure-", "data.filter-", "data.kind-", "data.kpis", "data.cards", "data.layers", "data.marks", "data.paths", "data.sort-", "data.facet-", "data.frequency-", "data.statistic-", "data.step-", "data.access-", "data.form-", "data.view-ask-", "data.view-alt-", "data.change-", "data.lack-", "data.share-", "data.top-", "data.unit-", "data.batch-")
}
