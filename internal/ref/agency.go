package ref

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/text"
)

// An Agency (instansi, OPD) as it is on one day. Its id and slug stay for ever;
// code and names are those of the period the day falls in, or of the nearest.
type Agency struct {
	ID   string
	Slug string // /opd/{slug}

	Code   string // SKPD code "1.03.0.00.0.00.01.0000"; empty: none known
	Name   string
	NameEN string
	Short  string // "Dishut"

	Contact string
	PPID    string // who answers requests for information
	Contoh  bool   // synthetic

	From, Until string // first and last period together; Until empty: it goes on
	EndDecree   string // by which it ended without a successor
	EndDecreeOn string
	Periods     []Period
	Successors  []Link
	Before      []Link // agencies that it succeeded

	CreatedAt time.Time // when it was written down here
	UpdatedAt time.Time
}

// A Period is a time in which an agency had one name and code, by decree. Days
// are ISO; Until is the first day it no longer holds, empty: it goes on.
type Period struct {
	From, Until  string
	Code         string
	Name, NameEN string
	Short        string
	Decree       string // "Perda 3/2024"
	DecreeOn     string // ISO day
}

// A Link is the step from an agency to its successor.
type Link struct {
	Agency, Name, Slug string // the other one
	On                 string // ISO day from which it counts
	Decree, DecreeOn   string
}

// Holds tells whether an agency is there on an ISO day.
func (a Agency) Holds(day string) bool {
	return a.From <= day && (a.Until == "" || day < a.Until)
}

// Closed tells whether an agency has ended by a day.
func (a Agency) Closed(day string) bool { return a.Until != "" && a.Until <= day }

// Undecided tells whether an agency has ended by a day without one heir: what it
// owns waits until somebody decides who answers for it.
func (a Agency) Undecided(day string) bool { return a.Closed(day) && len(a.Successors) != 1 }

// at sets code and names to those of the period a day falls in: before the first
// one the first, behind the last the last.
func (a Agency) at(day string) Agency {
	if len(a.Periods) == 0 {
		return a
	}
	p := a.Periods[0]
	for _, next := range a.Periods {
		if next.From <= day {
			p = next
		}
	}
	a.Code, a.Name, a.NameEN, a.Short = p.Code, p.Name, p.NameEN, p.Short
	a.From, a.Until = a.Periods[0].From, a.Periods[len(a.Periods)-1].Until
	return a
}

// called tells whether people may mean the agency by a word: its slug, or a name,
// short name or code of any period.
func (a Agency) called(word string) bool {
	key := alike(word)
	return key != "" && (key == a.Slug || slices.ContainsFunc(a.Periods, func(p Period) bool { return p.called(key) }))
}

// calledNow is called for the names of today alone.
func (a Agency) calledNow(word string) bool {
	key := alike(word)
	return key != "" && Period{Code: a.Code, Name: a.Name, NameEN: a.NameEN, Short: a.Short}.called(key)
}

func (p Period) called(key string) bool {
	return key == alike(p.Name) || key == alike(p.NameEN) || key == alike(p.Short) || key == alike(p.Code)
}

// alike is the same for words that people take for one: as they would make one
// address ("Dinas Ja'an", "DINAS JAAN").
func alike(s string) string { return cmp.Or(text.Slug(s), folded(s)) }

// folded is a word without case and double spaces.
func folded(s string) string { return strings.ToLower(oneLine(s)) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
