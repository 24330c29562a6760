-- Who was at which door and what they found, who came back from where, and which places are at risk.
-- The rules of 0001 hold: tenant first, ids by the program, epoch milliseconds, JSON is text. Days are text
-- (2026-11-30), as the calendar here has them; a temperature is in hundredths of a degree.

-- One look at a household. Append-only: a correction is a row that names what it replaces. nth: which visit of its
-- household it is. area: the micro-grid at that time, the village where none is known. place: a
-- position as it was sent.
create table visits (
    tenant bigint not null,
    id bigint not null,
    household bigint not null,
    area bigint not null,
    day text not null,
    at bigint not null,
    nth bigint not null,
    visitor bigint not null,
    result text not null check (result in ('ok', 'ill', 'no_answer', 'refused', 'moved_out', 'left')),
    persons bigint check (persons is null or persons >= 0),
    who text not null default '',
    temperatures text not null default '[]',
    symptoms text not null default '[]',
    words text not null default '',
    place text not null default '',
    replaces bigint not null default 0,
    primary key (tenant, id)
);
create unique index visits_nth on visits (tenant, household, nth);
create index visits_area on visits (tenant, area, day);
create index visits_first on visits (tenant, area, day) where nth = 1;
create index visits_corrections on visits (tenant, area, day) where replaces <> 0;

-- A picture that came with a visit: its SHA-256, saying:<id> while it is fetched.
create table visit_photos (
    tenant bigint not null,
    visit bigint not null,
    number bigint not null,
    photo text not null,
    primary key (tenant, visit, number)
);
create index visit_photos_photo on visit_photos (tenant, photo);

-- How a household stands: its newest visit, the midnight after it (rests_until), and the last day on which anybody was
-- met there. visits is the guard: of two workers who report the same door at once, one is asked.
create table visited_homes (
    tenant bigint not null,
    household bigint not null,
    visits bigint not null default 0,
    last_at bigint not null default 0,
    last_day text not null default '',
    rests_until bigint not null default 0,
    last_result text not null default '',
    met_day text not null default '',
    primary key (tenant, household)
);

-- Somebody who came back, or will. person: 0 where they are on no record; name: what they were called. arrived: '' where
-- nobody said when. visit: where it was said, 0 for none. replaces: the row that this one corrects or completes;
-- same_as: the row of the same person that a human found. Both rows stay.
create table returnees (
    tenant bigint not null,
    id bigint not null,
    household bigint not null,
    area bigint not null,
    person bigint not null default 0,
    name text not null default '',
    phone text not null default '',
    number_of bigint not null default 1 check (number_of > 0),
    origin text not null default '',
    arrived text not null default '',
    transport text not null default ''
        check (transport in ('', 'train', 'plane', 'car', 'bus', 'boat', 'other')),
    vehicle text not null default '',
    seat text not null default '',
    companions text not null default '',
    code text not null default '' check (code in ('', 'green', 'yellow', 'red', 'blue', 'orange', 'none')),
    test text not null default '' check (test in ('', 'negative', 'positive', 'waiting', 'none')),
    tested text not null default '',
    words text not null default '',
    risk text not null default '',
    state text not null check (state in
        ('planned', 'open', 'observed', 'not_needed', 'not_coming', 'replaced', 'same')),
    why text not null default '',
    visit bigint not null default 0,
    replaces bigint not null default 0,
    same_as bigint not null default 0,
    said_by bigint not null,
    said_at bigint not null,
    decided_by bigint not null default 0,
    decided_at bigint,
    primary key (tenant, id)
);
create index returnees_household on returnees (tenant, household, id);
create index returnees_area on returnees (tenant, area, arrived);
-- What is open stands in its key as well: else SQLite takes the index of all, whose rows never grow fewer.
create index returnees_undecided on returnees (tenant, area, state, id) where state in ('planned', 'open');
create index returnees_phone on returnees (tenant, phone, id) where phone <> '';

-- Places at risk from a day to another; until '' while nobody said that it is over.
create table risk_areas (
    tenant bigint not null,
    id bigint not null,
    name text not null,
    level text not null check (level in ('high', 'medium', 'low')),
    since text not null,
    until text not null default '',
    noted_by bigint not null default 0,
    noted_at bigint not null,
    primary key (tenant, id)
);
create unique index risk_areas_same on risk_areas (tenant, name, level, since);
create index risk_areas_since on risk_areas (tenant, since);

-- The villages that are here already are asked each evening from now on which doors were forgotten; new ones are when
-- they get their list of the day.
insert into dues (tenant, kind, subject, at) select tenant, 'forgotten_doors', id, 0 from areas where kind = 'village';
