-- Who stands where and when: posts of an area, their shifts, and each person's part in a shift.
-- The rules of 0001 hold: tenant first, ids by the program, epoch milliseconds.

-- A gate or another place that is manned in turns.
create table posts (
    tenant bigint not null,
    id bigint not null,
    area bigint not null,
    name text not null,
    made_by bigint not null,
    made_at bigint not null,
    primary key (tenant, id)
);
create unique index posts_name on posts (tenant, area, name);

-- A stretch of time at a post. Its times never change: what begins otherwise is another shift. leader: 0 for nobody.
create table shifts (
    tenant bigint not null,
    id bigint not null,
    area bigint not null,
    post bigint not null,
    starts_at bigint not null,
    ends_at bigint not null,
    leader bigint not null default 0,
    made_by bigint not null,
    made_at bigint not null,
    primary key (tenant, id),
    check (ends_at > starts_at)
);
create unique index shifts_same on shifts (tenant, post, starts_at, ends_at);
create index shifts_area on shifts (tenant, area, starts_at);
create index shifts_leader on shifts (tenant, leader, starts_at) where leader <> 0;

-- One person's part in a shift. planned: whom the roster named first; person: who stands there after swaps. state off:
-- called off. missing_at: when the leader was told that nobody came.
create table duties (
    tenant bigint not null,
    id bigint not null,
    shift bigint not null,
    planned bigint not null,
    person bigint not null,
    starts_at bigint not null,
    state text not null default 'on' check (state in ('on', 'off')),
    made_by bigint not null,
    made_at bigint not null,
    told_at bigint,
    came_at bigint,
    came_by bigint not null default 0,
    left_at bigint,
    left_by bigint not null default 0,
    missing_at bigint,
    ended_by bigint not null default 0,
    ended_at bigint,
    primary key (tenant, id)
);
create unique index duties_one on duties (tenant, shift, person) where state = 'on';
create index duties_shift on duties (tenant, shift, id);
create index duties_person on duties (tenant, person, starts_at);

-- That somebody asked another to swap, and what became of it. other: the duty given in return, 0 for none.
create table swaps (
    tenant bigint not null,
    id bigint not null,
    duty bigint not null,
    other bigint not null default 0,
    asker bigint not null,
    asked bigint not null,
    state text not null check (state in ('asked', 'agreed', 'declined', 'void')),
    asked_at bigint not null,
    decided_at bigint,
    primary key (tenant, id)
);
create index swaps_duty on swaps (tenant, duty, id);
