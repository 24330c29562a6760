-- Observation: whose days are counted and how, what they report, and the alarms that follow.
-- The rules of 0001 hold: tenant first, ids by the program, epoch milliseconds, JSON is text. Days are local, as text
-- 'YYYY-MM-DD'. Temperatures are hundredths of a degree Celsius.

-- An area's own rows beside the table that ships (domain/policies.py). last_day '': until further notice.
create table observation_policies (
    tenant bigint not null,
    id bigint not null,
    area bigint not null,
    ground text not null,
    spans text not null,
    counting text not null check (counting in ('after_exposure', 'from_start')),
    first_day text not null,
    last_day text not null default '',
    source text not null default '',
    set_by bigint not null,
    set_at bigint not null,
    ended_at bigint,
    primary key (tenant, id)
);
create index observation_policies_area on observation_policies (tenant, area, id);

-- A place people are at instead of their home (集中隔离点). keeper: who reports for everybody there, 0 for nobody.
create table sites (
    tenant bigint not null,
    id bigint not null,
    area bigint not null,
    name text not null,
    address text not null default '',
    phone text not null default '',
    keeper bigint not null default 0,
    made_by bigint not null,
    made_at bigint not null,
    closed_at bigint,
    primary key (tenant, id)
);
create unique index sites_name on sites (tenant, area, name);
create index sites_keeper on sites (tenant, keeper) where keeper <> 0;

-- One person's case. area: their micro-grid, or the village where none is known. stages: its course (grade, first day,
-- days, site); times: when reports are due, from a day on; pauses: when none were. last_slot: the newest time
-- for which there is a report; behind: that for which a worker was told that there is none. called:
-- who has called the person what in a report (person, word). ends_at: the midnight
-- after its last day. person is never 0: who is observed is on the register.
create table observations (
    tenant bigint not null,
    id bigint not null,
    number bigint not null,
    person bigint not null,
    household bigint not null,
    village bigint not null,
    area bigint not null,
    ground text not null,
    came_from text not null default '',
    exposed text not null default '',
    counting text not null check (counting in ('after_exposure', 'from_start')),
    policy text not null default '',
    stages text not null,
    times text not null default '[]',
    pauses text not null default '[]',
    reporter bigint not null,
    state text not null check (state in ('open', 'released', 'ended')),
    last_slot bigint not null default 0,
    behind bigint not null default 0,
    called text not null default '[]',
    ends_at bigint not null,
    returnee bigint not null default 0,
    enrolled_by bigint not null,
    enrolled_at bigint not null,
    acknowledged_at bigint,
    ended_by bigint not null default 0,
    ended_at bigint,
    primary key (tenant, id)
);
create unique index observations_person on observations (tenant, person) where state = 'open';
create unique index observations_number on observations (tenant, village, number);
create index observations_enrolled on observations (tenant, area, enrolled_at);
create index observations_area on observations (tenant, area, id) where state = 'open';
create index observations_reporter on observations (tenant, reporter, id) where state = 'open';
create index observations_household on observations (tenant, household, id);
create index observations_of on observations (tenant, person, id);
create index observations_village on observations (tenant, village, id) where state = 'open';
create index observations_behind on observations (tenant, area, behind) where state = 'open' and behind > last_slot;
create index observations_ends on observations (tenant, ends_at) where state <> 'ended';
create index observations_ended on observations (tenant, village, ended_at) where ended_at is not null;

-- Who changed what of a case, and why; what held until then stands in the row. kept: not released yet though over.
create table observation_changes (
    tenant bigint not null,
    id bigint not null,
    observation bigint not null,
    kind text not null check (kind in
        ('enrolled', 'acknowledged', 'lasts', 'moved', 'reporter', 'times', 'ended', 'resumed', 'released',
         'kept')),
    who bigint not null,
    at bigint not null,
    why text not null default '',
    held text not null default '{}',
    primary key (tenant, id)
);
create index observation_changes_of on observation_changes (tenant, observation, id);

-- Append-only: what was reported of one person for one time. temperature null: words alone, or nobody was there.
-- replaces: the earlier report that this one corrects. source: who said it.
create table check_ins (
    tenant bigint not null,
    id bigint not null,
    observation bigint not null,
    slot bigint not null,
    temperature bigint,
    symptoms text not null default '[]',
    result text not null check (result in ('ok', 'abnormal', 'away')),
    source text not null check (source in ('self', 'family', 'worker')),
    reported_by bigint not null,
    saying bigint not null default 0,
    at bigint not null,
    replaces bigint not null default 0,
    alarm bigint not null default 0,
    primary key (tenant, id)
);
create index check_ins_of on check_ins (tenant, observation, slot, id);
create index check_ins_replaces on check_ins (tenant, replaces) where replaces <> 0;

-- Symptoms that somebody has always: they alarm only when they get worse. A human recorded them.
create table chronic_symptoms (
    tenant bigint not null,
    id bigint not null,
    person bigint not null,
    symptom text not null,
    note text not null default '',
    noted_by bigint not null,
    noted_at bigint not null,
    ended_at bigint,
    primary key (tenant, id)
);
create index chronic_symptoms_person on chronic_symptoms (tenant, person, id);

-- A fever or a symptom: red until somebody records what was done. area as in observations. source: what it came from
-- (check_in, visit, errand) and its record. handover: through which somebody takes it. level: how far up it was told.
-- more: how often more that was said of it was passed on, since more_since.
create table health_alarms (
    tenant bigint not null,
    id bigint not null,
    area bigint not null,
    village bigint not null,
    household bigint not null,
    person bigint not null default 0,
    observation bigint not null default 0,
    source text not null check (source in ('check_in', 'visit', 'errand', 'returnee')),
    record bigint not null,
    temperature bigint,
    symptoms text not null default '[]',
    words text not null default '',
    handover bigint not null,
    level bigint not null default 0,
    more bigint not null default 0,
    more_since bigint not null default 0,
    at bigint not null,
    closed_at bigint,
    closed_by bigint not null default 0,
    outcome text not null default '',
    note text not null default '',
    primary key (tenant, id)
);
create index health_alarms_area on health_alarms (tenant, area, at);
-- What is open stands in its key as well: else SQLite takes the index of all, whose rows never grow fewer.
create index health_alarms_open on health_alarms (tenant, area, closed_at, id) where closed_at is null;
create index health_alarms_person on health_alarms (tenant, person, id) where person <> 0;
create index health_alarms_household on health_alarms (tenant, household, id);
create index health_alarms_handover on health_alarms (tenant, handover);
create index health_alarms_village on health_alarms (tenant, village, at);

-- What was done about a household's report that did not come: asked for (0), asked again (1), passed on (2 and up).
create table report_calls (
    tenant bigint not null,
    reporter bigint not null,
    slot bigint not null,
    level bigint not null,
    at bigint not null,
    told text not null default '[]',
    primary key (tenant, reporter, slot, level)
);
create index report_calls_at on report_calls (tenant, at);
