-- +goose Up
CREATE TABLE topic (
  slug    text PRIMARY KEY,
  name    text NOT NULL,
  name_en text NOT NULL DEFAULT '',
  place   bigint NOT NULL DEFAULT 0
);

-- Regions below the kabupaten/kota, which the program itself brings.
CREATE TABLE place (
  code      text PRIMARY KEY,
  bps       text NOT NULL DEFAULT '',
  name      text NOT NULL,
  parent    text NOT NULL,
  from_day  text NOT NULL DEFAULT '',
  until_day text NOT NULL DEFAULT ''
);

-- What the province says of itself: one row of JSON.
CREATE TABLE province (
  one  bigint PRIMARY KEY CHECK (one = 1),
  body text NOT NULL
);
