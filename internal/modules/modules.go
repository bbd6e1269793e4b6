// Package modules lists the rooms of the house, one line a room.
package modules

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/modules/about"
	"github.com/lewu-id/lewu/internal/modules/agencies"
	"github.com/lewu-id/lewu/internal/modules/data"
	"github.com/lewu-id/lewu/internal/modules/desk"
	"github.com/lewu-id/lewu/internal/modules/entrance"
	"github.com/lewu-id/lewu/internal/modules/find"
	"github.com/lewu-id/lewu/internal/modules/gallery"
	"github.com/lewu-id/lewu/internal/modules/home"
	"github.com/lewu-id/lewu/internal/modules/places"
	"github.com/lewu-id/lewu/internal/modules/programs"
	"github.com/lewu-id/lewu/internal/modules/quote"
	"github.com/lewu-id/lewu/internal/modules/registry"
	"github.com/lewu-id/lewu/internal/modules/tour"
	"github.com/lewu-id/lewu/internal/modules/trail"
	"github.com/lewu-id/lewu/internal/platform"
)

// All makes every room.
func All(p *platform.Platform) []lewu.Module {
	return []lewu.Module{
		home.New(p),
		data.New(p),
		desk.New(p),
		find.New(p),
		places.New(p),
		agencies.New(p),
		programs.New(p),
		tour.New(p),
		quote.New(p),
		entrance.New(p),
		about.New(p),
		trail.New(p),
		registry.New(p),
		gallery.New(p),
	}
}
