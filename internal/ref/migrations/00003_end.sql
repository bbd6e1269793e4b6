-- +goose Up
-- By which decree an agency ended that nobody succeeded.
ALTER TABLE agency ADD COLUMN end_decree    text NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN end_decree_on text NOT NULL DEFAULT '';
