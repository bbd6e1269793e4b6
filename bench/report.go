package main

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"time"
)

// A line is one row of the table. Ratio tells how many times better Lewu is
// than its peer; 0 where there is none.
type line struct {
	what, lewu, peer string
	ratio            float64
	bar, ambition    string
	met, reached     bool   // the bar, the ambition
	short            string // a plain sentence, where the bar is not met
}

// A report is everything a run found out.
type report struct {
	machine []string // lines on where and with what
	lines   []line
	notes   []string // what was compared with what
	shaky   []string // times that lay far apart
}

// times is a ratio as the table writes it.
func times(ratio float64) string {
	if ratio == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2g×", ratio)
}

// atLeast makes a line whose bar is a ratio, from times taken in turns.
func atLeast(what string, lewu, peer []time.Duration, bar, ambition float64) line {
	l := line{what: what, lewu: spoken(median(lewu)), peer: spoken(median(peer)), bar: fmt.Sprintf("≥ %g×", bar), ambition: fmt.Sprintf("≥ %g×", ambition)}
	l.ratio = inTurns(peer, lewu)
	l.met, l.reached = l.ratio >= bar, l.ratio >= ambition
	l.short = fmt.Sprintf("%s: %s against %s, %s; the bar is %g×.", what, l.lewu, l.peer, times(l.ratio), bar)
	return l
}

// inTurns is the median of the ratios of neighbours: a machine that is busy
// with something else for a while slows both of a pair.
func inTurns[T time.Duration | float64](above, below []T) float64 {
	list := make([]float64, len(above))
	for i := range above {
		list[i] = float64(above[i]) / float64(below[i])
	}
	return median(list)
}

// atMost makes a line whose bar is a time of Lewu's own.
func atMost(what string, got, bar, ambition time.Duration) line {
	l := line{what: what, lewu: spoken(got), peer: "–", bar: "< " + spoken(bar), ambition: "–", met: got < bar}
	if l.reached = l.met; ambition > 0 {
		l.ambition, l.reached = "< "+spoken(ambition), got < ambition
	}
	l.short = fmt.Sprintf("%s: %s, the bar is %s.", what, l.lewu, spoken(bar))
	return l
}

// noMore makes a line whose bar is an amount of memory in bytes.
func noMore(what string, got, bar int64, peer string) line {
	l := line{what: what, lewu: megabytes(got), peer: peer, bar: "< " + megabytes(bar), ambition: "–", met: got < bar, reached: got < bar}
	l.short = fmt.Sprintf("%s: %s, the bar is %s.", what, l.lewu, megabytes(bar))
	return l
}

// holds makes a line whose bar is a fact.
func holds(what, found string, ok bool) line {
	return line{what: what, lewu: found, peer: "–", bar: "yes", ambition: "–", met: ok, reached: ok, short: what + ": " + found + "."}
}

// taken makes a line that only tells: no bar is set for it.
func taken(what, found string) line {
	return line{what: what, lewu: found, peer: "–", bar: "–", ambition: "–", met: true}
}

func spoken(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d >= time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	case d >= 100*time.Millisecond:
		return fmt.Sprintf("%.0f ms", float64(d)/1e6)
	}
	return fmt.Sprintf("%.1f ms", float64(d)/1e6)
}

func megabytes(n int64) string { return fmt.Sprintf("%.0f MB", float64(n)/1e6) }

// median of an odd or even number of times.
func median[T time.Duration | float64](list []T) T {
	s := slices.Sorted(slices.Values(list))
	if len(s) == 0 {
		return 0
	}
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// spread says how far the middle half of the times lies apart, in percent of
// the median: how noisy the machine was.
func spread(list []time.Duration) float64 {
	s := slices.Sorted(slices.Values(list))
	if len(s) < 3 {
		return 0
	}
	low, high := s[len(s)/4], s[len(s)-1-len(s)/4]
	return math.Round(100 * float64(high-low) / float64(median(s)))
}

// verdict is the last column.
func (l line) verdict() string {
	switch {
	case !l.met:
		return "**no**"
	case l.bar == "–":
		return "–"
	case l.reached && l.ambition != "–":
		return "yes, and the ambition"
	}
	return "yes"
}

// markdown is the report as people read it.
func (r *report) markdown() string {
	var b strings.Builder
	b.WriteString("# What it measures\n\n`make bench` wrote this file; the bars are those of the design. Everything ran on one machine in one run, Lewu and its\n" +
		"peer in turns after a warm-up. A time is the median; a ratio is how many times better Lewu did, the median over the turns.\n\n")
	for _, m := range r.machine {
		b.WriteString("- " + m + "\n")
	}
	b.WriteString("\n| what | Lewu | peer | ratio | bar | ambition | met? |\n|---|---|---|---|---|---|---|\n")
	for _, l := range r.lines {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", l.what, l.lewu, l.peer, times(l.ratio), l.bar, l.ambition, l.verdict())
	}
	b.WriteString("\n## What falls short\n\n")
	short := 0
	for _, l := range r.lines {
		if !l.met {
			b.WriteString("- " + l.short + "\n")
			short++
		}
	}
	if short == 0 {
		b.WriteString("Nothing: every bar is met.\n")
	}
	b.WriteString("\n## What was compared\n\n")
	for _, n := range r.notes {
		b.WriteString("- " + n + "\n")
	}
	if len(r.shaky) > 0 {
		b.WriteString("- Noise: the middle half of these times lay so far apart (Lewu, peer): " + strings.Join(r.shaky, "; ") + ".\n")
	}
	return b.String()
}

// save prints the report and writes it where it was asked for.
func (r *report) save(path string) error {
	text := r.markdown()
	fmt.Print(text)
	return os.WriteFile(path, []byte(text), 0o644)
}
