-- +goose Up
CREATE TABLE search_doc (
  kind text NOT NULL,
  id   text NOT NULL,
  PRIMARY KEY (kind, id)
);
