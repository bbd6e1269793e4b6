package about

import (
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, files, "about",
		"about.forget", // a job
		"about.step.", "about.privacy.", "about.access.", "about.cameras.", "about.controls.", "about.corrections.", "about.status.",
		"about.outcome.", "about.report.", "about.answer.", "about.api.", "about.about.", "about.part.")
}
