-- Complaints and disputes: files with a number in their village, seen by nobody but those who have a hand in them.
-- The rules of 0001 hold: tenant first, ids by the program, epoch milliseconds, JSON is text.

-- One file. words: as whoever opened it said it. shut_out: staff who never get it, since it is about them (JSON list).
-- due_at: when whoever has it must do the next thing; null when there is nothing left. answer_by: promised to whoever
-- opened it.
create table matters (
    tenant bigint not null,
    id bigint not null,
    village bigint not null,
    area bigint not null,
    number integer not null,
    kind text not null check (kind in ('complaint', 'dispute')),
    topic text not null,
    words text not null,
    opener bigint not null,
    entered_by bigint not null,
    anonymous integer not null default 0,
    shut_out text not null default '[]',
    state text not null check (state in ('open', 'taken', 'answered', 'reopened', 'closed', 'named', 'mediating',
        'agreed', 'settled', 'failed', 'court', 'withdrawn')),
    opened_at bigint not null,
    answer_by bigint not null,
    due_at bigint,
    closed_at bigint,
    primary key (tenant, id)
);
create unique index matters_number on matters (tenant, village, number);
create index matters_opener on matters (tenant, opener, id);

-- Who has a hand in a file, as what, and until when: whoever is in no open row of it sees nothing of it.
create table matter_hands (
    tenant bigint not null,
    id bigint not null,
    matter bigint not null,
    person bigint not null,
    part text not null check (part in ('asked', 'cadre', 'helper', 'mediator', 'opener', 'party')),
    since bigint not null,
    until bigint,
    primary key (tenant, id)
);
create unique index matter_hands_one on matter_hands (tenant, matter, person, part) where until is null;
create index matter_hands_matter on matter_hands (tenant, matter);
create index matter_hands_person on matter_hands (tenant, person, until, matter);

-- What happened and what was said, in order; nothing of it is changed.
create table matter_entries (
    tenant bigint not null,
    id bigint not null,
    matter bigint not null,
    kind text not null,
    words text not null,
    by_person bigint not null,
    at bigint not null,
    primary key (tenant, id)
);
create index matter_entries_matter on matter_entries (tenant, matter, id);

-- Who is on either side. person 0: nobody on record.
create table matter_parties (
    tenant bigint not null,
    id bigint not null,
    matter bigint not null,
    person bigint not null,
    name text not null,
    primary key (tenant, id)
);
create index matter_parties_matter on matter_parties (tenant, matter, id);

-- When and where they meet. state off: put off or called off.
create table meetings (
    tenant bigint not null,
    id bigint not null,
    matter bigint not null,
    at bigint not null,
    place text not null,
    state text not null default 'on' check (state in ('on', 'off')),
    made_by bigint not null,
    made_at bigint not null,
    primary key (tenant, id)
);
create index meetings_matter on meetings (tenant, matter, id);

-- What was agreed: the newest row holds. perform_by is a day ('YYYY-MM-DD').
create table agreements (
    tenant bigint not null,
    id bigint not null,
    matter bigint not null,
    terms text not null,
    perform_by text not null,
    how text not null,
    made_by bigint not null,
    made_at bigint not null,
    primary key (tenant, id)
);
create index agreements_matter on agreements (tenant, matter, id);
