-- +goose Up
-- search_kind: how far the documents of a kind are taken up. edition names the
-- way in which they were cut into terms; another one makes them all again.
create table search_kind (
	kind    text   not null primary key,
	seq     bigint not null,
	edition text   not null,
	docs    bigint not null,
	len0    bigint not null, -- terms in all titles, English titles, words and summaries
	len1    bigint not null,
	len2    bigint not null,
	len3    bigint not null
);

-- search_doc: what a list of results shows. vocabulary is its words as written,
-- once each, to be taken out of search_word again.
create table search_doc (
	n          bigint not null primary key,
	kind       text   not null,
	id         text   not null,
	link       text   not null,
	title      text   not null,
	title_en   text   not null,
	summary    text   not null,
	contoh     bigint not null,
	hash       text   not null,
	vocabulary text   not null,
	len0       bigint not null,
	len1       bigint not null,
	len2       bigint not null,
	len3       bigint not null,
	unique (kind, id)
);

-- search_posting: how often a term stands in a field of a document.
create table search_posting (
	term  text   not null,
	doc   bigint not null,
	field bigint not null, -- 0 title, 1 English title, 2 words, 3 summary
	n     bigint not null,
	primary key (term, doc, field)
);
create index search_posting_doc on search_posting (doc);

-- search_term: in how many documents a term stands.
create table search_term (
	term text   not null primary key,
	docs bigint not null
);

-- search_word: words as written, for parts of a word and typing mistakes.
create table search_word (
	word text   not null primary key,
	term text   not null,
	docs bigint not null
);
