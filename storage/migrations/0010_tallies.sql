-- What the day's figures are counted from, and what a purge removed.

create index persons_gone on persons (tenant, village, id) where state = 'gone';

-- Copies of what is kept about somebody that were handed to them: the file is removed after some days.
create table data_copies (
    tenant bigint not null,
    id bigint not null,
    person bigint not null,
    sha256 text not null,
    made_at bigint not null,
    primary key (tenant, id)
);

-- One row for each kind of record and purge that removed some: how many, and until when they had ended (epoch ms).
create table purges (
    tenant bigint not null,
    id bigint not null,
    kind text not null,
    removed bigint not null,
    until bigint not null,
    at bigint not null,
    primary key (tenant, id)
);
create index purges_kind on purges (tenant, kind, id);
