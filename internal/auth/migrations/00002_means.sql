-- +goose Up
-- A passkey: what its device showed of itself. counter is the device's count of
-- signatures, which only grows; 0 where the device does not count.
CREATE TABLE account_passkey (
  id         text PRIMARY KEY,
  account    text NOT NULL REFERENCES account (id),
  credential text NOT NULL UNIQUE, -- the device's id of it, base64url
  name       text NOT NULL,
  record     text NOT NULL,        -- public key and flags, JSON
  counter    bigint NOT NULL,
  synced     bigint NOT NULL,
  created_at bigint NOT NULL,
  used_at    bigint NOT NULL DEFAULT 0
);
CREATE INDEX account_passkey_account ON account_passkey (account);

-- The printed codes that were not used yet, as argon2id hashes of one salt.
CREATE TABLE account_recovery (
  account text NOT NULL REFERENCES account (id),
  hash    text NOT NULL,
  PRIMARY KEY (account, hash)
);

-- A code that opens the setting up of means: an invitation, or with account '' the
-- first start's. One is open at a time: the row goes when it is used or replaced.
CREATE TABLE account_code (
  account text PRIMARY KEY,
  hash    text NOT NULL,
  by_whom text NOT NULL,
  at      bigint NOT NULL,
  ends_at bigint NOT NULL
);

-- A reset that two persons do. done_at <> 0: confirmed, or taken back (done_how).
CREATE TABLE account_reset (
  id         text PRIMARY KEY,
  account    text NOT NULL REFERENCES account (id),
  why        text NOT NULL,
  asked_by   text NOT NULL,
  asked_name text NOT NULL,
  asked_at   bigint NOT NULL,
  ends_at    bigint NOT NULL,
  done_at    bigint NOT NULL DEFAULT 0,
  done_by    text NOT NULL DEFAULT '',
  done_how   text NOT NULL DEFAULT ''
);
CREATE INDEX account_reset_account ON account_reset (account);

-- Somebody signed in. token is the SHA-256 of what the browser holds; seen_at only
-- grows; whatever happens it ends at ends_at.
CREATE TABLE session (
  id         text PRIMARY KEY,
  token      text NOT NULL UNIQUE,
  account    text NOT NULL REFERENCES account (id),
  enrolling  bigint NOT NULL,
  how        text NOT NULL,
  agent      text NOT NULL,
  addr       text NOT NULL,
  created_at bigint NOT NULL,
  seen_at    bigint NOT NULL,
  ends_at    bigint NOT NULL,
  proved_at  bigint NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE INDEX session_ends ON session (ends_at);

-- What a browser was asked and has not answered yet: state of a passkey ceremony,
-- or a new authenticator's sealed secret. holder is the session it belongs to, or
-- the address of somebody who is not signed in.
CREATE TABLE session_challenge (
  ref     text PRIMARY KEY, -- SHA-256 of what the browser holds
  holder  text NOT NULL,
  purpose text NOT NULL,
  state   text NOT NULL,
  at      bigint NOT NULL,
  ends_at bigint NOT NULL
);
CREATE INDEX session_challenge_holder ON session_challenge (holder, purpose, at);
CREATE INDEX session_challenge_ends ON session_challenge (ends_at);

-- A browser on which somebody signed in before. token is a SHA-256; one browser may
-- be several people's.
CREATE TABLE session_device (
  token   text NOT NULL,
  account text NOT NULL REFERENCES account (id),
  seen_at bigint NOT NULL,
  ends_at bigint NOT NULL,
  PRIMARY KEY (token, account)
);
CREATE INDEX session_device_account ON session_device (account, seen_at);

-- Counters of failures and of what was written down about them, by key.
CREATE TABLE session_counter (
  key  text PRIMARY KEY,
  n    bigint NOT NULL,
  at   bigint NOT NULL, -- the newest that was counted, or the start of the count
  more bigint NOT NULL DEFAULT 0
);
CREATE INDEX session_counter_at ON session_counter (at);
