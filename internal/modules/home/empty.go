package home

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// An empty is what stands in a house without data: what visitors should know,
// and the commands with which the operator begins.
type empty struct {
	Notice   web.Notice
	Commands []command
}

// A command is a line for the operator's terminal, and what it does.
type command struct {
	Line string
	Does lewu.Message
}

func (m *module) emptyHouse(b web.Base) *empty {
	return &empty{
		Notice: web.Notice{Page: b, Title: lewu.Msg("home.empty"), Body: lewu.Msg("home.empty-body")},
		Commands: []command{
			{`lewu demo --data data`, lewu.Msg("home.empty-demo")},
			{`lewu import --data data --title "Harga beras" --agency "Dinas Pangan" --topic Ekonomi harga.csv`, lewu.Msg("home.empty-import")},
			{`lewu publish --data data BATCH --alasan "data pertama"`, lewu.Msg("home.empty-publish")},
		},
	}
}
