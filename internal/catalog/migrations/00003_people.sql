-- +goose Up
-- Who owns a dataset, and who confirms its figures where that is another agency
-- (BKAD for the budget); both are ids of ref. The name beside agency_id is the one
-- of today's period.
ALTER TABLE dataset ADD COLUMN agency_id    text NOT NULL DEFAULT '';
ALTER TABLE dataset ADD COLUMN substance_id text NOT NULL DEFAULT '';
CREATE INDEX dataset_by_agency ON dataset (agency_id);

-- Who works on a batch now, the key that makes a second sending harmless, the
-- batch whose file this one replaces, and how often it was saved.
ALTER TABLE batch ADD COLUMN holder   text NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN once     text NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN replaces text NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN revision bigint NOT NULL DEFAULT 0;
UPDATE batch SET holder = sender;
CREATE UNIQUE INDEX batch_once ON batch (sender, once) WHERE once <> '';

-- The offices that signed what became a version.
ALTER TABLE version ADD COLUMN substance_office text NOT NULL DEFAULT '';
ALTER TABLE version ADD COLUMN form_office      text NOT NULL DEFAULT '';

-- A signature under the content of a batch: one for the substance, one for the
-- form. A void one stays, with what made it void.
DROP TABLE approval;
UPDATE batch SET state = 'diajukan', approved = '' WHERE state = 'disetujui' AND solo = '';
CREATE TABLE signature (
  id      text PRIMARY KEY,
  batch   text NOT NULL REFERENCES batch (id),
  part    text NOT NULL, -- substansi, bentuk
  actor   text NOT NULL,
  office  text NOT NULL,
  content text NOT NULL,
  at      bigint NOT NULL,
  void    text NOT NULL DEFAULT '',
  void_at bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX signature_of_part   ON signature (batch, part) WHERE void = '';
CREATE UNIQUE INDEX signature_of_person ON signature (batch, actor) WHERE void = '';

-- Everybody who sent, answered, submitted or took over a batch: none of them may
-- sign it.
CREATE TABLE batch_hand (
  batch  text NOT NULL REFERENCES batch (id),
  actor  text NOT NULL,
  office text NOT NULL,
  at     bigint NOT NULL,
  PRIMARY KEY (batch, actor)
);
INSERT INTO batch_hand (batch, actor, office, at) SELECT id, sender, office, created_at FROM batch;

-- The public log of what was decided about a dataset: by office, never by name,
-- in the order of n.
CREATE TABLE decision (
  dataset text NOT NULL REFERENCES dataset (id),
  n       bigint NOT NULL,
  batch   text NOT NULL,
  version bigint NOT NULL DEFAULT 0,
  act     text NOT NULL,
  office  text NOT NULL,
  reason  text NOT NULL DEFAULT '',
  at      bigint NOT NULL,
  PRIMARY KEY (dataset, n)
);
CREATE INDEX decision_by_batch ON decision (batch, n);
INSERT INTO decision (dataset, n, batch, version, act, office, reason, at)
SELECT dataset, row_number() OVER (PARTITION BY dataset ORDER BY at, place, batch), batch, version, act, office, reason, at FROM (
  SELECT dataset, id AS batch, 0 AS version, 'dikirim' AS act, office, '' AS reason, created_at AS at, 1 AS place FROM batch
  UNION ALL SELECT dataset, batch, 0, 'sendiri', office, solo, published_at, 2 FROM version WHERE solo <> ''
  UNION ALL SELECT dataset, batch, n, 'terbit', office, '', published_at, 3 FROM version
  UNION ALL SELECT dataset, batch, n, 'ditarik', 'operator', withdrawn, withdrawn_at, 4 FROM version WHERE withdrawn_at <> 0
) AS past;
