// Package reading puts into words what the machine made of a received file: its
// findings, what they ask and what may be answered, and the columns.
package reading

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// Findings are what the machine saw in a batch, gravest first: "desk/_findings".
type Findings struct {
	Page  web.Base
	Items []Finding
}

// A Finding as the page shows it. Where it asks, the choices stand with it.
type Finding struct {
	ID       string
	Severity lewu.Severity
	Word     lewu.Message // of the severity
	Place    string       // "Prod Padi, baris 412, harga"; empty: the whole file
	Text     string
	Remedy   string
	Question Question // Name is empty where nothing can be answered
}

// A Question is what a person may choose, where the evidence in a file is thin.
type Question struct {
	Name    string // "decimal:harga", as an answer is kept
	Must    bool   // the batch stands still until it is answered
	Choices []Choice
}

// A Choice answers a question.
type Choice struct {
	ID     string
	Value  string
	Label  string
	Chosen bool
}

// Severities are all there are, in the order of their weight.
func Severities() []lewu.Severity {
	return []lewu.Severity{lewu.Reject, lewu.Ask, lewu.Warn, lewu.Note}
}

// SeverityWord is what a severity is called.
func SeverityWord(s lewu.Severity) lewu.Message {
	switch s {
	case lewu.Reject:
		return lewu.Msg("desk.severity-reject")
	case lewu.Ask:
		return lewu.Msg("desk.severity-ask")
	case lewu.Warn:
		return lewu.Msg("desk.severity-warn")
	}
	return lewu.Msg("desk.severity-note")
}

// Shape is the class that draws the severity.
func (f Finding) Shape() string {
	switch f.Severity {
	case lewu.Reject:
		return "Sev Sev--stop"
	case lewu.Ask:
		return "Sev Sev--part"
	case lewu.Warn:
		return "Sev Sev--warn"
	}
	return "Sev"
}

// Of makes the list of a batch. With answering the questions can be
// answered; given are the answers there are.
func Of(b web.Base, list []lewu.Finding, answering bool, given map[string]string) Findings {
	out := Findings{Page: b}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b lewu.Finding) int {
		return cmp.Compare(slices.Index(Severities(), a.Severity), slices.Index(Severities(), b.Severity))
	})
	for i, f := range sorted {
		item := Finding{
			ID: "t" + strconv.Itoa(i+1), Severity: f.Severity, Word: SeverityWord(f.Severity),
			Place: placeOf(b, f), Text: b.Say(f.Message),
		}
		if f.Remedy.Key != "" {
			item.Remedy = b.Say(f.Remedy)
		}
		if name, values := questionIn(f); answering && name != "" {
			item.Question = questionOf(b, name, values, f.Severity == lewu.Ask, item.ID, given[name])
		}
		out.Items = append(out.Items, item)
	}
	return out
}

// Asks tells whether anything in the list can be answered.
func (f Findings) Asks() bool {
	return slices.ContainsFunc(f.Items, func(i Finding) bool { return i.Question.Name != "" })
}

// Must tells whether something has to be.
func (f Findings) Must() bool {
	return slices.ContainsFunc(f.Items, func(i Finding) bool { return i.Question.Must })
}

// placeOf is where a finding lies, as a spreadsheet shows it.
func placeOf(b web.Base, f lewu.Finding) string {
	var parts []string
	if f.Sheet != "" {
		parts = append(parts, f.Sheet)
	}
	if f.Row > 0 {
		parts = append(parts, b.T("desk.row", "row", f.Row))
	}
	if f.Column != "" {
		parts = append(parts, f.Column)
	}
	return strings.Join(parts, ", ")
}

// questionIn finds what a finding asks: the name of the answer and its choices.
func questionIn(f lewu.Finding) (name string, choices []string) {
	name = f.Message.Args["question"]
	if name == "" || f.Message.Args["choices"] == "" {
		return "", nil
	}
	return name, strings.Split(f.Message.Args["choices"], "|")
}

func questionOf(b web.Base, name string, values []string, must bool, id, given string) Question {
	q := Question{Name: name, Must: must}
	for i, value := range values {
		label := value
		if key := choiceKey(name, value); key != "" {
			label = b.T(key)
		}
		q.Choices = append(q.Choices, Choice{ID: id + "-" + strconv.Itoa(i+1), Value: value, Label: label, Chosen: value == given})
	}
	return q
}

// choiceKey is the sentence of a choice; what has none stands as it is: the name
// of a sheet, a separator.
func choiceKey(name, value string) string {
	what, _, _ := strings.Cut(name, ":")
	switch what + "=" + value {
	case "decimal=1.234,5":
		return "desk.choice-comma"
	case "decimal=1,234.5":
		return "desk.choice-point"
	case "decimal=teks", "date=teks":
		return "desk.choice-text"
	case "date=d/m/y":
		return "desk.choice-day"
	case "date=m/d/y":
		return "desk.choice-month"
	case "kind=kemendagri":
		return "desk.choice-kemendagri"
	case "kind=bps":
		return "desk.choice-bps"
	case "kind=code":
		return "desk.choice-code"
	case "header=ya":
		return "desk.choice-header"
	case "header=tidak":
		return "desk.choice-no-header"
	case "hidden=ya":
		return "desk.choice-hidden"
	case "hidden=tidak":
		return "desk.choice-no-hidden"
	case "hilang=ya":
		return "desk.choice-gone"
	}
	return ""
}

// Answers takes from a form the answers to what a batch asks, and nothing else:
// no question that was not asked, no choice that was not given.
func Answers(list []lewu.Finding, get func(field string) string) map[string]string {
	answers := map[string]string{}
	for _, f := range list {
		name, values := questionIn(f)
		if value := get(answerField(name)); name != "" && slices.Contains(values, value) {
			answers[name] = value
		}
	}
	return answers
}

// answerField is the field of a form that answers a question.
func answerField(name string) string { return "jawab:" + name }

// Field is answerField for the template.
func (q Question) Field() string { return answerField(q.Name) }

// Counted sums up findings in a few words: "2 menahan, 1 perhatian".
func Counted(b web.Base, list []lewu.Finding) string {
	var parts []string
	for _, s := range Severities() {
		n := 0
		for _, f := range list {
			if f.Severity == s {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, b.T("desk.count-"+string(s), "n", n))
		}
	}
	return strings.Join(parts, ", ")
}
