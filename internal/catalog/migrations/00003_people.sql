-- +goose Up
-- Who owns a dataset, and who confirms its figures where that is another agency
-- (BKAD for the budget); both are ids of ref. The name beside agency_id is the one
-- of today's period.
ALTER TABLE dataset ADD COLUMN agency_id    text NOT NULL DEFAULT '';
ALTER TABLE dataset ADD COLUMN substance_id text NOT NULL DEFAULT '';
CREATE INDEX dataset_by_agency ON dataset (agency_id);

-- A signature under the content of a batch: one for the substance, one for the form.
CREATE TABLE signature (
  batch   text NOT NULL REFERENCES batch (id),
  part    text NOT NULL, -- substansi, bentuk
  actor   text NOT NULL,
  office  text NOT NULL,
  content text NOT NULL,
  at      bigint NOT NULL,
  PRIMARY KEY (batch, part)
);

-- Everybody who sent, answered or took over a batch: none of them may sign it.
CREATE TABLE batch_hand (
  batch text NOT NULL REFERENCES batch (id),
  actor text NOT NULL,
  PRIMARY KEY (batch, actor)
);

-- The public log of what was decided about a dataset: by office, never by name.
CREATE TABLE decision (
  id      text PRIMARY KEY,
  dataset text NOT NULL REFERENCES dataset (id),
  batch   text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 0,
  act     text NOT NULL, -- dikirim, diajukan, dibenarkan, disetujui, dikembalikan, terbit, ditarik, dipulihkan
  office  text NOT NULL,
  reason  text NOT NULL DEFAULT '',
  at      bigint NOT NULL
);
CREATE INDEX decision_by_dataset ON decision (dataset, at);
