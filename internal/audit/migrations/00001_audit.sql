-- +goose Up
-- audit_head has one row, the end of the chain; its row lock puts appends of
-- PostgreSQL in a line.
create table audit_head (
	one  bigint primary key check (one = 1),
	n    bigint not null,
	hash text   not null
);
insert into audit_head (one, n, hash) values (1, 0, '');

create table audit (
	n           bigint primary key,
	id          text   not null unique,
	at          bigint not null,
	actor       text   not null,
	office      text   not null,
	action      text   not null,
	object      text   not null,
	scope       text   not null,
	before_json text   not null,
	after_json  text   not null,
	request     text   not null,
	hash        text   not null
);
create index audit_object on audit (object, n);
create index audit_actor on audit (actor, n);
create index audit_scope on audit (scope, n);
