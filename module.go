// Package lewu is the contract between the house and its rooms: a room says
// what it has in one Description, and the house mounts it. Data, not callbacks
// into a framework: a nil field means none, and a new field breaks no room.
package lewu

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"time"
)

// A Module is one room of the house.
type Module interface{ Describe() Description }

// A Description is everything the house knows of a room.
type Description struct {
	Name  string // "data": folder, table prefix, message prefix
	Path  string // "/data": what the public sees
	Files fs.FS  // migrations/ templates/ assets/ messages/

	Pages    []Page
	API      []Operation
	Streams  []Route
	Services []Service
	Jobs     []Job
	Checks   []Check
	Intake   []Format
	Nav      []NavItem
	Desk     []DeskItem
	Perms    []Permission
	KPIs     func(ctx context.Context) ([]KPI, error)
	Cards    func(ctx context.Context, subject Ref) ([]Card, error)
	Layers   func(ctx context.Context) ([]Layer, error) // what the map of the kab/kota can show
	Search   []Source
	Answer   func(ctx context.Context, q Question) ([]KPI, error)
	Paths    func(ctx context.Context, put func(path string, changed time.Time) error) error // public pages, for the sitemap
	Demo     func(ctx context.Context, day time.Time, say func(Message)) error
}

// Need says who may use a route. The zero value is the public, and fits only
// routes that change nothing and lie outside the staff's rooms: any other names a
// permission, or says why it stands open. The house does not start otherwise.
type Need struct {
	Perm  string                                           // "intake.approve"
	Owner func(r *http.Request) (agency string, err error) // id of the agency whose thing it is; an unknown thing is NotFound
	Lists bool                                             // the route itself narrows what it shows to auth.Agencies: a right anywhere opens it
	Open  string                                           // why anybody may, in English: "whoever sees an error may report it"
}

// Public tells whether a route asks for nothing.
func (n Need) Public() bool { return n.Perm == "" && n.Owner == nil }

// A Page answers people in HTML. Pattern is a whole ServeMux pattern
// ("GET /data/{slug}"); Cached says that the answer to a visitor without a
// session may be kept, under the known query keys in Keys. A page whose keys are
// the columns of its table answers to AnyKey.
type Page struct {
	Pattern string
	Need    Need
	Class   Class
	Cached  bool
	Keys    []string
	MaxBody int64 // bytes of a request body; 0: none is read
	Secret  bool  // its form holds what no page may show again: a confirmation does not carry it
	Serve   func(w http.ResponseWriter, r *http.Request) error
}

// AnyKey in Page.Keys stands for every key: the page looks at all of them, and
// refuses those it does not know.
const AnyKey = "*"

// An Operation answers programs in JSON. In and Out are values whose types the
// OpenAPI document is made from.
type Operation struct {
	Pattern string // "GET /api/v1/datasets/{slug}"
	Summary Message
	In, Out any
	Need    Need
	Class   Class
	Serve   func(w http.ResponseWriter, r *http.Request) error
}

// A Route is a raw handler outside session, cache, buffer and deadlines.
type Route struct {
	Pattern string
	Need    Need
	Serve   http.Handler
}

// A Class is the admission class of a request: each has its own slots and
// short queue, so that exports never starve pages.
type Class string

// Admission classes; the zero value is ClassPage.
const (
	ClassPage   Class = ""
	ClassQuery  Class = "query"
	ClassExport Class = "export"
	ClassMedia  Class = "media"
)

// A Service lives as long as the process and is restarted with backoff.
type Service struct {
	Name string
	Run  func(ctx context.Context) error
}

// A Job is a unit of background work that may be run again. Every > 0 makes it
// periodic.
type Job struct {
	Name  string
	Every time.Duration
	Run   func(ctx context.Context, args json.RawMessage) error
}

// A Check looks after one part of the house; deep ones read every byte.
type Check struct {
	Name string
	Run  func(ctx context.Context, deep bool) ([]Finding, error)
}

// A Format reads files of one kind on the road of all data. Read refuses a
// file in words with an error of kind Invalid. Raw gives rows in their original
// words, in the order asked; Cells reads such words again by columns of the
// grid they came from.
type Format struct {
	Name  string                // "csv"
	Sniff func(head []byte) int // 0–100 for the first 64 KiB; the highest wins, a tie asks
	Read  func(ctx context.Context, in Input) (*Grid, error)
	Raw   func(ctx context.Context, in Input, rows []int64) ([]RawRow, error)
	Cells func(columns []Column, raw []string) ([]Cell, error)
}

// A NavItem is a place in the main menu. Live, where there is one, says in a
// sentence what the room holds today; Summary stands where it has nothing to
// say or fails.
type NavItem struct {
	Label   Message // one word for the menu
	Title   Message // the room's whole name
	Summary Message // one sentence on what is there
	Live    func(ctx context.Context) (Message, error)
	Path    string
	Order   int
}

// A DeskItem is a place in the staff's menu, for those who hold its permission
// somewhere.
type DeskItem struct {
	Label Message
	Path  string
	Also  []string // other addresses that belong to it
	Perm  string
	Order int
	Count func(ctx context.Context) (int, error) // how many things wait there for the actor of ctx; nil: not counted
}

// A Permission is something a person can be allowed to do: by which roles, and
// whether the second factor is asked for again first.
type Permission struct {
	Name   string // "<room>.<verb>"; the message of that key says what it allows
	Roles  []Role
	Strong bool // approving, publishing, administration
}

// A Role is what somebody is to an agency or to the whole province.
type Role string

// The roles there are. Each is held within one agency or the province.
const (
	RoleOperator  Role = "operator"          // operator OPD: sends
	RoleVerifier  Role = "verifikator"       // verifikator OPD: confirms what his own agency sent
	RoleSubstance Role = "pemilik-substansi" // confirms that figures are theirs: BKAD for the budget
	RoleWalidata  Role = "walidata"          // checks form, publishes, returns, withdraws
	RoleLeader    Role = "pimpinan"          // reads what is not public yet
	RoleCamera    Role = "operator-cctv"     // keeps the cameras
	RoleAdmin     Role = "admin"             // people, agencies, settings; never data
	RoleAuditor   Role = "auditor"           // reads the trail; changes nothing
)

// Roles lists them in the order people meet them.
func Roles() []Role {
	return []Role{RoleOperator, RoleVerifier, RoleSubstance, RoleWalidata, RoleLeader, RoleCamera, RoleAdmin, RoleAuditor}
}

// A KPI is a figure for the front page. Its label comes from data, so it is
// given in both languages rather than as a Message.
type KPI struct {
	Label   string
	LabelEN string
	Figure  Figure
	Link    string // the page that tells more
	Origin  string // where the figure is proved
	Cite    string // where it is quoted
	Order   int
	Failed  bool // there is a figure, but it could not be read now
}

// A Source feeds the search over all rooms: the documents of what was announced
// after the event numbered since, or all of them where since is 0. Whole says
// that it gives all of them every time: what is left out is gone.
type Source struct {
	Kind  string
	Whole bool
	Docs  func(ctx context.Context, since int64, put func(Doc) error) error
}
