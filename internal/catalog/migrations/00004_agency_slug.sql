-- +goose Up
-- The address of the agency whose name stands beside it: /opd/{agency_slug}.
ALTER TABLE dataset ADD COLUMN agency_slug text NOT NULL DEFAULT '';
