package typing

import (
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// reserved are names that mean something in the addresses of published tables.
var reserved = words("urut kolom kelompok hitung batas setelah versi pada batch q lang halaman")

// NameColumns gives the profiles of one table names that differ, and says what
// it had to change. Two columns under the same header refuse the file: nobody
// could tell which is which. The header cell of each is in Column.Source, and
// Column.Index is already set; row is that of the header.
func NameColumns(profiles []*Profile, row int64) (findings []lewu.Finding) {
	seen := map[string]int{}  // name to place in profiles
	next := map[string]int{}  // name to the first number behind it that may be free
	heads := map[string]int{} // header, folded
	for i, p := range profiles {
		c := &p.Column
		if c.Name == "" {
			c.Name = "kolom_" + strconv.Itoa(c.Index+1)
		}
		folded := strings.ToLower(clean(c.Source))
		if j, ok := heads[folded]; ok && folded != "" {
			findings = append(findings, lewu.Finding{
				Severity: lewu.Reject, Row: row, Column: c.Name,
				Message: lewu.Msg("typing.name-twice", "header", quote([]byte(clean(c.Source))),
					"first", strconv.Itoa(profiles[j].Column.Index+1), "second", strconv.Itoa(c.Index+1)),
				Remedy: lewu.Msg("typing.name-twice.remedy"),
			})
		} else {
			heads[folded] = i
		}
		if reserved[c.Name] {
			c.Name += "_data"
			findings = append(findings, lewu.Finding{
				Severity: lewu.Note, Row: row, Column: c.Name,
				Message: lewu.Msg("typing.name-reserved", "header", quote([]byte(clean(c.Source))), "name", c.Name),
			})
		}
		distinct(c, seen, next)
		seen[c.Name] = i
	}
	return findings
}

// distinct finds a free name: with the whole header ("Harga (Rp)", "Harga
// (US$)"), or with a number.
func distinct(c *lewu.Column, seen, next map[string]int) {
	if _, taken := seen[c.Name]; !taken {
		return
	}
	if whole := Name(clean(c.Source)); whole != "" {
		c.Name = whole
	}
	base := c.Name
	for {
		if _, taken := seen[c.Name]; !taken {
			return
		}
		next[base] = max(next[base]+1, 2)
		c.Name = base + "_" + strconv.Itoa(next[base])
	}
}
