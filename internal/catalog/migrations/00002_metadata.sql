-- +goose Up
ALTER TABLE dataset ADD COLUMN frequency text NOT NULL DEFAULT '';
ALTER TABLE dataset ADD COLUMN due       text NOT NULL DEFAULT '';
ALTER TABLE dataset ADD COLUMN statistic text NOT NULL DEFAULT 'sektoral';
ALTER TABLE dataset ADD COLUMN access    text NOT NULL DEFAULT 'berkala';
ALTER TABLE dataset ADD COLUMN keywords  text NOT NULL DEFAULT '[]';
ALTER TABLE dataset ADD COLUMN method    text NOT NULL DEFAULT '';
ALTER TABLE dataset ADD COLUMN notes     text NOT NULL DEFAULT '';
ALTER TABLE dataset ADD COLUMN meanings  text NOT NULL DEFAULT '{}';
ALTER TABLE version ADD COLUMN extent    text NOT NULL DEFAULT '{}';
