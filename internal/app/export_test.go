package app

import (
	lewu "github.com/lewu-id/lewu"
)

// RoomsOf are the rooms of a house, for the matrix of rights.
func RoomsOf(h *House) []lewu.Description { return h.rooms }

// Plant puts one more room into a house.
func Plant(h *House, d lewu.Description) { h.rooms = append(h.rooms, d) }
