package entrance

import (
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// A mark is a word of a User-Agent and what people call the thing.
type mark struct{ word, name string }

// browsers in the order in which to look: those that also call themselves by
// another's name come first.
func browsers() []mark {
	return []mark{
		{"EdgA/", "Edge"}, {"EdgiOS/", "Edge"}, {"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Opera Mini", "Opera Mini"}, {"SamsungBrowser/", "Samsung Internet"},
		{"UCBrowser/", "UC Browser"}, {"MiuiBrowser/", "Mi Browser"}, {"YaBrowser/", "Yandex"}, {"Vivaldi/", "Vivaldi"}, {"FxiOS/", "Firefox"},
		{"Firefox/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
	}
}

func systems() []mark {
	return []mark{
		{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"CrOS", "ChromeOS"}, {"Windows", "Windows"}, {"Macintosh", "macOS"}, {"Linux", "Linux"},
	}
}

func named(agent string, list []mark) string {
	for _, m := range list {
		if strings.Contains(agent, m.word) {
			return m.name
		}
	}
	return ""
}

// browserOf says in words which browser a User-Agent names: "Chrome di Android".
// What it says of itself is only a hint for its owner.
func browserOf(agent string) lewu.Message {
	browser, system := named(agent, browsers()), named(agent, systems())
	switch {
	case browser != "" && system != "":
		return lewu.Msg("entrance.browser-on", "browser", browser, "system", system)
	case browser+system != "":
		return web.Text(browser + system)
	}
	return lewu.Msg("entrance.browser-unknown")
}
