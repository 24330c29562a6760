-- What is over is looked up where it belongs: while somebody is at a site elsewhere, that is not their village.
create index observations_ended_in on observations (tenant, area, ended_at) where ended_at is not null;

-- Append-only: results of nucleic tests (核酸) of a case. day: on which it was taken, local. replaces: the earlier
-- result of that day which this one corrects. alarm: the health alarm (source check_in) that a positive one raised.
create table nucleic_tests (
    tenant bigint not null,
    id bigint not null,
    observation bigint not null,
    day text not null,
    result text not null check (result in ('negative', 'positive')),
    said_by bigint not null,
    saying bigint not null default 0,
    at bigint not null,
    replaces bigint not null default 0,
    alarm bigint not null default 0,
    primary key (tenant, id)
);
create index nucleic_tests_of on nucleic_tests (tenant, observation, id);

-- On which days of the course a policy asks for a test.
alter table observation_policies add column tests text not null default '[]';
