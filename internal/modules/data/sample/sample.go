// Package sample makes the files of the demo province: the data contoh, written
// as offices write them, and the deliveries they come in. Regions keep their
// real names; agencies and figures are invented, and planted failures sit only
// on Dinas Contoh A to D. Days are relative to the demo's day, and the same day
// gives the same bytes.
package sample

import (
	"strconv"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
)

// A Delivery is one file of the demo on its way down the road, so many days
// before the demo's day.
type Delivery struct {
	Set      catalog.Dataset
	File     string
	Body     func() (string, error)
	Note     string
	DaysAgo  int
	Answers  map[string]string
	Existing bool // for a dataset that an earlier delivery made
}

// Deliveries is the whole demo as of a day, in the order in which it is sent.
func Deliveries(day time.Time) (list []Delivery) {
	list = append(list, rice(day)...)
	list = append(list, prices(day), water(day), markets(day), roads(day), pupils(day), sources(day))
	for _, plans := range [][]plan{
		farming(), economy(), school(), health(), people(), works(), environment(), welfare(), transport(),
	} {
		for _, p := range plans {
			list = append(list, p.delivery(day))
		}
	}
	front := fronts()
	for i, d := range list {
		if h, ok := front[d.Set.Slug]; ok {
			list[i].Set.Highlights = []catalog.Highlight{h}
		}
	}
	return list
}

// due is the day of a release so many days from the demo's day; before it means
// that the release is late.
func due(day time.Time, days int) string { return clock.Day(day.AddDate(0, 0, days)) }

// body is a file whose making cannot fail.
func body(write func() string) func() (string, error) {
	return func() (string, error) { return write(), nil }
}

func file(slug string, year int) string { return "contoh-" + slug + "-" + strconv.Itoa(year) + ".csv" }
