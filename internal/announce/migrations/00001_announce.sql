-- +goose Up
-- announce_head has one row. Whoever announces holds its row lock until he
-- commits, so numbers become visible in their order and without gaps; a
-- sequence of PostgreSQL gives neither, and SQLite has none.
create table announce_head (
	one bigint primary key check (one = 1),
	seq bigint not null
);
insert into announce_head (one, seq) values (1, 0);

create table announce (
	seq  bigint primary key,
	kind text   not null,
	id   text   not null,
	at   bigint not null
);
create index announce_at on announce (at);
