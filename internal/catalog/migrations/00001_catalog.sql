-- +goose Up
CREATE TABLE dataset (
  id          text PRIMARY KEY,
  slug        text NOT NULL UNIQUE,
  title       text NOT NULL,
  title_en    text NOT NULL DEFAULT '',
  sort_key    text NOT NULL,
  summary     text NOT NULL DEFAULT '',
  agency      text NOT NULL,
  topic       text NOT NULL,
  source      text NOT NULL DEFAULT '',
  licence     text NOT NULL,
  contact     text NOT NULL DEFAULT '',
  key_columns text NOT NULL DEFAULT '[]',
  period      text NOT NULL DEFAULT '',
  mode        text NOT NULL,
  highlights  text NOT NULL DEFAULT '[]',
  contoh      bigint NOT NULL DEFAULT 0,
  open_files  bigint NOT NULL DEFAULT 0,
  newest      bigint NOT NULL DEFAULT 0,
  current     bigint NOT NULL DEFAULT 0,
  created_at  bigint NOT NULL,
  updated_at  bigint NOT NULL
);

CREATE TABLE batch (
  id         text PRIMARY KEY,
  dataset    text NOT NULL REFERENCES dataset (id),
  state      text NOT NULL,
  mode       text NOT NULL,
  base       bigint NOT NULL DEFAULT 0,
  sender     text NOT NULL,
  office     text NOT NULL,
  note       text NOT NULL DEFAULT '',
  solo       text NOT NULL DEFAULT '',
  answers    text NOT NULL DEFAULT '{}',
  deletions  text NOT NULL DEFAULT '[]',
  reading    text NOT NULL DEFAULT '',
  prepared   text NOT NULL DEFAULT '',
  content    text NOT NULL DEFAULT '',
  approved   text NOT NULL DEFAULT '',
  failure    text NOT NULL DEFAULT '',
  version    bigint NOT NULL DEFAULT 0,
  done       bigint NOT NULL DEFAULT 0,
  total      bigint NOT NULL DEFAULT 0,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL
);
CREATE INDEX batch_by_dataset ON batch (dataset, created_at);
CREATE INDEX batch_by_state ON batch (state, created_at);

CREATE TABLE batch_file (
  batch      text NOT NULL REFERENCES batch (id),
  n          bigint NOT NULL,
  role       text NOT NULL,
  sha256     text NOT NULL,
  name       text NOT NULL,
  size       bigint NOT NULL,
  media_type text NOT NULL,
  doc_number text NOT NULL DEFAULT '',
  doc_date   text NOT NULL DEFAULT '',
  PRIMARY KEY (batch, n)
);
CREATE INDEX batch_file_by_sha ON batch_file (sha256);

CREATE TABLE finding (
  batch    text NOT NULL REFERENCES batch (id),
  n        bigint NOT NULL,
  severity text NOT NULL,
  body     text NOT NULL,
  PRIMARY KEY (batch, n)
);

CREATE TABLE approval (
  batch   text NOT NULL REFERENCES batch (id),
  actor   text NOT NULL,
  office  text NOT NULL,
  content text NOT NULL,
  at      bigint NOT NULL,
  PRIMARY KEY (batch, office)
);

CREATE TABLE version (
  dataset      text NOT NULL REFERENCES dataset (id),
  n            bigint NOT NULL,
  batch        text NOT NULL UNIQUE,
  base         bigint NOT NULL,
  mode         text NOT NULL,
  rows_total   bigint NOT NULL,
  added        bigint NOT NULL,
  changed      bigint NOT NULL,
  removed      bigint NOT NULL,
  berkas       text NOT NULL,
  berkas_size  bigint NOT NULL,
  isi          text NOT NULL,
  isi_size     bigint NOT NULL,
  columns      text NOT NULL,
  key_columns  text NOT NULL,
  manifest     text NOT NULL,
  recipe       text NOT NULL,
  note         text NOT NULL DEFAULT '',
  solo         text NOT NULL DEFAULT '',
  publisher    text NOT NULL,
  office       text NOT NULL,
  published_at bigint NOT NULL,
  withdrawn_at bigint NOT NULL DEFAULT 0,
  withdrawn    text NOT NULL DEFAULT '',
  PRIMARY KEY (dataset, n)
);
CREATE INDEX version_by_time ON version (dataset, published_at);
CREATE INDEX version_by_berkas ON version (berkas);

CREATE TABLE redaction (
  sha256 text PRIMARY KEY,
  reason text NOT NULL,
  actor  text NOT NULL,
  at     bigint NOT NULL
);

CREATE TABLE setting (
  name  text PRIMARY KEY,
  value text NOT NULL
);
