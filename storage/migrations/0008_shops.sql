-- Shops along the streets, the lists by which they are looked at, and each look at them.
-- The rules of 0001 hold: tenant first, ids by the program, epoch milliseconds.

-- What is asked in a shop, from a day on ('YYYY-MM-DD', and its midnight). A change is a row of the same name from a later day; one
-- without items ends the list. every_days 0: as often as the setting says.
create table checklists (
    tenant bigint not null,
    id bigint not null,
    area bigint not null,
    name text not null,
    since text not null,
    begins_at bigint not null,
    items text not null,
    every_days integer not null default 0,
    made_by bigint not null,
    made_at bigint not null,
    primary key (tenant, id)
);
create index checklists_area on checklists (tenant, area, begins_at, id);

-- due_at: when it is to be looked at next; null once it has moved away or closed for good, and then nothing but its
-- history is left of it.
create table shops (
    tenant bigint not null,
    id bigint not null,
    village bigint not null,
    area bigint not null,
    name text not null,
    street text not null,
    place integer not null,
    kind text not null,
    keeper text not null,
    phone text not null,
    checklist text not null,
    state text not null default 'open' check (state in ('open', 'stopped', 'moved', 'closed')),
    due_at bigint,
    looked_at bigint,
    made_by bigint not null,
    made_at bigint not null,
    primary key (tenant, id)
);
create index shops_area on shops (tenant, area);
create index shops_due on shops (tenant, area, due_at) where due_at is not null;
create unique index shops_name on shops (tenant, village, name, street) where due_at is not null;

-- One look at a shop. items: what is asked, as the list stood when it began. second_of: the look whose failings are
-- looked at again. Two workers cannot be at it at once.
create table shop_checks (
    tenant bigint not null,
    id bigint not null,
    shop bigint not null,
    list_name text not null,
    items text not null,
    worker bigint not null,
    state text not null check (state in ('open', 'done', 'dropped')),
    started_at bigint not null,
    ended_at bigint,
    ending text not null default ''
        check (ending in ('', 'passed', 'failed', 'stopped', 'shut', 'moved', 'closed')),
    note text not null default '',
    second_of bigint not null default 0,
    right_by bigint,
    reported_at bigint,
    reported_by bigint not null default 0,
    primary key (tenant, id)
);
create unique index shop_checks_one on shop_checks (tenant, shop) where state = 'open';
create index shop_checks_shop on shop_checks (tenant, shop, id);
create index shop_checks_worker on shop_checks (tenant, worker, started_at);

-- What was found: the newest row of an item counts, the earlier ones stay.
create table shop_findings (
    tenant bigint not null,
    id bigint not null,
    check_id bigint not null,
    item integer not null,
    result text not null check (result in ('ok', 'bad', 'na')),
    found_by bigint not null,
    found_at bigint not null,
    primary key (tenant, id)
);
create index shop_findings_check on shop_findings (tenant, check_id, id);

-- A picture of what is wrong: its SHA-256, saying:<id> while it is fetched, '' where the worker said there is none.
create table shop_photos (
    tenant bigint not null,
    id bigint not null,
    check_id bigint not null,
    item integer not null,
    photo text not null,
    taken_by bigint not null,
    taken_at bigint not null,
    primary key (tenant, id)
);
create index shop_photos_check on shop_photos (tenant, check_id, id);
create index shop_photos_awaited on shop_photos (tenant, photo) where photo >= 'saying:' and photo < 'saying;';
