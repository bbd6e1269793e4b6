-- +goose Up
-- A workbook that waits to be looked at and applied. body is gzip in base64,
-- emptied once it was applied; outcome is what became of it, and added the ids of
-- the accounts that it made, both JSON.
CREATE TABLE registry_upload (
  id         text PRIMARY KEY,
  actor      text NOT NULL,
  name       text NOT NULL,
  body       text NOT NULL,
  created_at bigint NOT NULL,
  applied_at bigint NOT NULL DEFAULT 0,
  outcome    text NOT NULL DEFAULT '{}',
  added      text NOT NULL DEFAULT '[]'
);
CREATE INDEX registry_upload_created ON registry_upload (created_at);
