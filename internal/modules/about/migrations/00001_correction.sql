-- +goose Up
-- A report that something is wrong, and its answer. What the reporter wrote and
-- how to reach them is never public.
CREATE TABLE about_correction (
  number      text PRIMARY KEY, -- R-2026-0001
  form        text NOT NULL UNIQUE, -- the form it came with: sent twice, it is one report
  secret      text NOT NULL, -- SHA-256 of the key of its private address
  page        text NOT NULL, -- as the reporter named it: not public
  place       text NOT NULL, -- the page it is of, as far as the house knows it; or empty
  title       text NOT NULL, -- of the dataset or agency the page is of, as it was; or empty
  dataset     text NOT NULL, -- slug, or empty
  agency_id   text NOT NULL, -- whose page it is; empty: the province's
  lang        text NOT NULL,
  wrong       text NOT NULL,
  better      text NOT NULL,
  contact     text NOT NULL,
  at          bigint NOT NULL,
  outcome     text NOT NULL DEFAULT '', -- diperbaiki, tidak-keliru, diteruskan
  summary     text NOT NULL DEFAULT '', -- what was wrong, in the words of who answers
  answer      text NOT NULL DEFAULT '',
  forwarded   text NOT NULL DEFAULT '', -- to which office
  answered_by text NOT NULL DEFAULT '',
  office      text NOT NULL DEFAULT '',
  answered_at bigint NOT NULL DEFAULT 0
);
CREATE INDEX about_correction_by_state ON about_correction (answered_at, at);
CREATE INDEX about_correction_by_agency ON about_correction (agency_id, answered_at);

-- The last number given in a year.
CREATE TABLE about_number (
  year bigint PRIMARY KEY,
  n    bigint NOT NULL
);

-- Who reported lately, under a name that only tells two senders apart: rows are
-- dropped after a day.
CREATE TABLE about_knock (
  sender text NOT NULL,
  at     bigint NOT NULL
);
CREATE INDEX about_knock_by_sender ON about_knock (sender, at);

-- What forms are signed with: one row, made when the first form is shown.
CREATE TABLE about_secret (
  one   bigint PRIMARY KEY CHECK (one = 1),
  value text NOT NULL
);
