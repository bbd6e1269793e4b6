-- +goose Up
-- An agency is an id with periods; its name, code and decree are those of the
-- period that a day falls in. Days are ISO; until_day is exclusive, empty: open.
CREATE TABLE agency (
  id         text PRIMARY KEY,
  slug       text NOT NULL UNIQUE,
  contact    text NOT NULL DEFAULT '',
  ppid       text NOT NULL DEFAULT '',
  contoh     bigint NOT NULL DEFAULT 0,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL
);

CREATE TABLE agency_period (
  agency    text NOT NULL REFERENCES agency (id),
  from_day  text NOT NULL,
  until_day text NOT NULL DEFAULT '',
  code      text NOT NULL DEFAULT '',
  name      text NOT NULL,
  name_en   text NOT NULL DEFAULT '',
  short     text NOT NULL DEFAULT '',
  sort_key  text NOT NULL,
  decree    text NOT NULL DEFAULT '',
  decree_on text NOT NULL DEFAULT '',
  PRIMARY KEY (agency, from_day)
);

CREATE TABLE agency_successor (
  agency    text NOT NULL REFERENCES agency (id),
  successor text NOT NULL REFERENCES agency (id),
  on_day    text NOT NULL,
  decree    text NOT NULL DEFAULT '',
  decree_on text NOT NULL DEFAULT '',
  PRIMARY KEY (agency, successor)
);
CREATE INDEX agency_predecessor ON agency_successor (successor);
