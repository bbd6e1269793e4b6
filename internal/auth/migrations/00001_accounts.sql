-- +goose Up
-- A person. mail is in lower case; agency is the office the person sits in, empty
-- for the province's own; closed_at <> 0: may no longer sign in.
CREATE TABLE account (
  id         text PRIMARY KEY,
  mail       text NOT NULL UNIQUE,
  name       text NOT NULL,
  sort_key   text NOT NULL,
  agency     text NOT NULL DEFAULT '',
  post       text NOT NULL DEFAULT '', -- jabatan
  demo       bigint NOT NULL DEFAULT 0,
  created_at bigint NOT NULL,
  closed_at  bigint NOT NULL DEFAULT 0,
  closed_why text NOT NULL DEFAULT '',
  password   text NOT NULL DEFAULT '', -- argon2id in PHC form
  totp       text NOT NULL DEFAULT '', -- sealed secret
  totp_step  bigint NOT NULL DEFAULT 0 -- last time step that was used: no code twice
);
CREATE INDEX account_agency ON account (agency);

CREATE TABLE account_grant (
  account text NOT NULL REFERENCES account (id),
  role    text NOT NULL,
  agency  text NOT NULL DEFAULT '',
  by_whom text NOT NULL,
  at      bigint NOT NULL,
  PRIMARY KEY (account, role, agency)
);
