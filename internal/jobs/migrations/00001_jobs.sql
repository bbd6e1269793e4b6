-- +goose Up
-- jobs_process has a row for each process that works; beat grows while it lives.
create table jobs_process (
	id    text   primary key,
	place text   not null,
	pid   bigint not null,
	born  text   not null,
	beat  bigint not null
);

-- jobs_due says when a periodic job is to be queued next.
create table jobs_due (
	name text   primary key,
	due  bigint not null
);
