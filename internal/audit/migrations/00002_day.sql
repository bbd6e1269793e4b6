-- +goose Up
-- audit_day is where the chain ended when a day was closed. A copy lies in a file
-- and on a public page, so that others can keep it.
create table audit_day (
	day  text   primary key,
	n    bigint not null,
	hash text   not null,
	at   bigint not null
);
create index audit_action on audit (action, n);
create index audit_at on audit (at, n);
