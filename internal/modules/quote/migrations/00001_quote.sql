-- +goose Up
CREATE TABLE quote_figure (
  id           text PRIMARY KEY, -- beginning of number
  number       text NOT NULL UNIQUE,
  dataset      text NOT NULL,
  version      bigint NOT NULL,
  receipt      text NOT NULL,
  label        text NOT NULL,
  label_en     text NOT NULL,
  kind         text NOT NULL,
  unit         text NOT NULL,
  as_of        text NOT NULL,
  title        text NOT NULL,
  title_en     text NOT NULL,
  agency       text NOT NULL,
  office       text NOT NULL,
  source       text NOT NULL,
  contoh       bigint NOT NULL,
  solo         bigint NOT NULL,
  published_at bigint NOT NULL,
  quoted_at    bigint NOT NULL
);
CREATE INDEX quote_figure_by_time ON quote_figure (quoted_at);
