package arch

import (
	"path"
	"slices"
	"strings"
)

// Module is the path of the project's own packages.
const Module = "github.com/lewu-id/lewu"

// A floor is a storey of the house: its packages in the order in which they
// stand. A package may import those before it and those on lower floors.
type floor struct {
	name     string
	packages []string
}

// floors is the whole house. A new package is placed here first. A package
// beneath one of these ("internal/intake/delimited") is a pure part of it and
// stands just before it; a package beneath internal/modules is a room.
func floors() []floor {
	return []floor{
		{"F1 values without I/O", []string{
			".", "internal/errs", "internal/money", "internal/period", "internal/region", "internal/clock",
			"internal/text", "internal/nomen",
		}},
		{"F2 one outside thing each", []string{
			"internal/config", "internal/certs", "internal/db", "internal/announce", "internal/blob", "internal/artefact", "internal/i18n",
			"internal/xlsx", "internal/table",
		}},
		{"F3 services made of tools", []string{
			"internal/audit", "internal/ref", "internal/auth", "internal/roster", "internal/jobs", "internal/cache", "internal/search",
			"internal/catalog", "internal/cite", "internal/chart", "internal/media", "internal/intake", "internal/published", "internal/openapi", "internal/web",
			"internal/backup",
		}},
		{"F4 what every room is handed", []string{"internal/platform", "internal/platformtest"}},
		{"F5 rooms", []string{roomsDir + "/*"}},
		{"F6 the house", []string{roomsDir, "internal/app"}},
		{"F7 the program", []string{"cmd/lewu"}},
	}
}

const roomsDir = "internal/modules"

// tools are for tests: they may import anything below F6. Only tests, each
// other, platformtest and the folders of free import them.
func tools() []string {
	return []string{"internal/arch", "internal/htmlcheck", "internal/webtest", "internal/proctest", "internal/gridtest", "internal/dbtest", "internal/blobtest", "internal/messagetest"}
}

// free may import anything and is imported by nobody.
func free() []string { return []string{"bench", "e2e"} }

// A place is where a package stands. Order grows upwards; a part stands half a
// step below its whole.
type place struct {
	pkg   string // of the list: "internal/intake" for internal/intake/delimited
	floor int    // 0-based, −1 for tools and the free
	order int
	room  string // "budget", empty outside the rooms
	part  bool
	tool  bool
	free  bool
}

// locate finds the place of a package by its folder; ok is false where the
// list does not have it.
func locate(dir string) (p place, ok bool) {
	for _, name := range free() {
		if within(dir, name) {
			return place{pkg: name, floor: -1, free: true}, true
		}
	}
	for _, name := range tools() {
		if within(dir, name) {
			return place{pkg: name, floor: -1, tool: true}, true
		}
	}
	order := 0
	for i, f := range floors() {
		for _, name := range f.packages {
			order += 2
			if name == roomsDir+"/*" {
				if rest, isRoom := strings.CutPrefix(dir, roomsDir+"/"); isRoom {
					room, _, part := strings.Cut(rest, "/")
					return place{pkg: path.Join(roomsDir, room), floor: i, order: order, room: room, part: part}.settle(), true
				}
				continue
			}
			if dir == name || name != "." && name != roomsDir && within(dir, name) {
				return place{pkg: name, floor: i, order: order, part: dir != name}.settle(), true
			}
		}
	}
	return place{}, false
}

// settle moves a part just below its whole.
func (p place) settle() place {
	if p.part {
		p.order--
	}
	return p
}

func within(dir, parent string) bool { return dir == parent || strings.HasPrefix(dir, parent+"/") }

// mayImport tells whether code of package p, tests aside, may import package
// q; reason says why not.
func (p place) mayImport(q place) (reason string, ok bool) {
	switch {
	case q.free:
		return "nothing imports " + q.pkg, p.free && p.pkg == q.pkg
	case p.free:
		return "", true
	case q.forTests() && !p.forTests():
		return "it is for tests", p.pkg == "cmd/lewu" && q.pkg == checker
	case p.tool:
		return "test tools import what stands below F6", q.tool || q.floor < slices.IndexFunc(floors(), isHouse)
	case q.tool:
		return "", true // platformtest stands on the tools
	case p.room != "" && q.room != "" && p.room != q.room:
		return "rooms do not import each other: the rule that both need moves down a floor", false
	case p.pkg == q.pkg:
		// A whole imports its parts, and parts import each other: Go itself
		// refuses circles.
		return "a part does not import its whole", q.part
	}
	return "imports run downward, and it stands above", q.order < p.order
}

// checker is the one test tool in the program: `lewu check` runs its scripts.
const checker = "internal/webtest"

// forTests tells whether only tests have a use for p.
func (p place) forTests() bool { return p.tool || p.pkg == "internal/platformtest" }

func isHouse(f floor) bool { return strings.HasPrefix(f.name, "F6") }
