-- Errands for people who cannot go out: asked, taken, promised, done, and confirmed by whoever asked.
-- The rules of 0001 hold: tenant first, ids by the program, epoch milliseconds, money in fen.

-- One errand of a household. number: what people call it by in their village. person: whom it is for; asker: who is
-- asked whether it was done (they, their family, or whoever entered it). kind decides who may take it: errand also a
-- volunteer; private (the words speak of health), medicine (for a cold or a fever) and rubbish (of an observed home)
-- do not go to volunteers. state_at: since when it stands where it stands; taken_by and passed_to are 0 for nobody.
-- offered_at is null until somebody was told of it. late: how far it has climbed since its state began. how: by hand,
-- or left at the door.
create table errands (
    tenant bigint not null,
    id bigint not null,
    village bigint not null,
    area bigint not null,
    number bigint not null,
    household bigint not null,
    person bigint not null,
    asker bigint not null,
    entered_by bigint not null,
    kind text not null check (kind in ('errand', 'private', 'medicine', 'rubbish')),
    words text not null,
    state text not null default 'open'
        check (state in ('open', 'taken', 'done', 'confirmed', 'unanswered', 'cancelled')),
    state_at bigint not null,
    asked_at bigint not null,
    offered_at bigint,
    taken_by bigint not null default 0,
    promised_at bigint,
    passed_to bigint not null default 0,
    how text not null default '' check (how in ('', 'hand', 'door')),
    late bigint not null default 0,
    reopened bigint not null default 0,
    primary key (tenant, id),
    check (number > 0),
    check (state <> 'open' or taken_by = 0),
    check (state not in ('taken', 'done') or taken_by <> 0)
);
create unique index errands_number on errands (tenant, village, number);
create index errands_area on errands (tenant, area, state_at);
-- What is open stands in its key as well: else SQLite takes the index of all, whose rows never grow fewer.
create index errands_open on errands (tenant, area, state, id) where state in ('open', 'taken', 'done');
create index errands_household on errands (tenant, household, id);
create index errands_taker on errands (tenant, taken_by, id) where taken_by <> 0;

-- What happened to an errand and who did it: nothing is ever changed here. other: whom it was passed to. words: what
-- was said of it. saying: the message that brought a photo.
create table errand_events (
    tenant bigint not null,
    id bigint not null,
    errand bigint not null,
    at bigint not null,
    by_person bigint not null,
    what text not null,
    other bigint not null default 0,
    words text not null default '',
    saying bigint not null default 0,
    primary key (tenant, id)
);
create index errand_events_errand on errand_events (tenant, errand, id);
create index errand_events_photo on errand_events (tenant, saying) where saying <> 0;

-- Who is ill, as far as somebody said when medicine was asked for: person 0 and ill 0 when it is only to have some at
-- home; person 0 and ill 1 when it is more than one. The newest row counts.
create table errand_ills (
    tenant bigint not null,
    id bigint not null,
    errand bigint not null,
    person bigint not null,
    ill bigint not null check (ill in (0, 1)),
    said_by bigint not null,
    said_at bigint not null,
    primary key (tenant, id)
);
create index errand_ills_errand on errand_ills (tenant, errand, id);

-- Money that somebody laid out for an errand (fen above 0, below 0 a correction), or got back for it.
create table advances (
    tenant bigint not null,
    id bigint not null,
    errand bigint not null,
    person bigint not null,
    kind text not null check (kind in ('advanced', 'repaid')),
    fen bigint not null check (fen <> 0),
    noted_by bigint not null,
    at bigint not null,
    primary key (tenant, id)
);
create index advances_errand on advances (tenant, errand, id);
create index advances_person on advances (tenant, person, errand);
