package web

import lewu "github.com/lewu-id/lewu"

// The tones of a Notice and a Tag.
const (
	ToneInfo  = ""
	ToneGood  = "good"
	ToneWarn  = "warn" // a Tag's is "gold"
	ToneBad   = "bad"
	ToneLate  = "late"
	ToneStale = "stale"
)

// A Notice tells what happened, and then what follows and what to do:
// "web/_notice".
type Notice struct {
	Page  Base
	Tone  string
	Title lewu.Message
	Body  lewu.Message
	Link  string
	Go    lewu.Message // words of Link
	Alert bool         // read out at once: an answer to what the visitor just did
}

// A Fresh is the age of something, as shape and word: "web/_fresh". Age is ""
// (fresh), "late", "stale" or "final".
type Fresh struct {
	Page Base
	Age  string
	Text lewu.Message
}

// A Tag is a word in a frame: "web/_tag". Tone is "", "good", "bad" or "gold".
type Tag struct {
	Page Base
	Tone string
	Text lewu.Message
}

// An Empty stands where a list has nothing, and says what to do: "web/_empty".
type Empty struct {
	Page  Base
	Title lewu.Message
	Body  lewu.Message
	Link  string
	Go    lewu.Message
}

// Steps are the way something has gone, and where it stands: "web/_steps".
type Steps struct {
	Page  Base
	Items []Step
}

// A Step of Steps. State is "" (done), "now", "wait" or "bad".
type Step struct {
	Title lewu.Message
	Meta  string // when and who
	Body  lewu.Message
	State string
	Link  string
	Go    lewu.Message
}

// Facts are names and values: "web/_facts".
type Facts struct {
	Page Base
	Rows []Fact
}

// A Fact is one of them. Code is for what must be read letter by letter.
type Fact struct {
	Label lewu.Message
	Value string
	Code  bool
	Link  string
	Tag   *Tag
	Note  lewu.Message
}
