-- The house: areas, people, conversations, the outbox, group-buy windows and their orders.
-- One text for SQLite and PostgreSQL. Ids are made by the program, times are epoch milliseconds,
-- money is fen, quantities are thousandths of the item's unit, JSON is text.
-- The tenant stands first in every key: it is the shard key of a distributed PostgreSQL.

-- path is the ids from the root down, each followed by a slash: "17/23/": a subtree is one prefix.
create table areas (
    tenant bigint not null,
    id bigint not null,
    parent bigint not null default 0,
    kind text not null check (kind in ('district', 'town', 'village', 'unit', 'grid', 'microgrid')),
    name text not null,
    path text not null,
    primary key (tenant, id)
);
create unique index areas_name on areas (tenant, parent, kind, name);
create unique index areas_path on areas (tenant, path);

-- A door may hold several households: part names the rented room, landlord whose house it is.
create table households (
    tenant bigint not null,
    id bigint not null,
    area bigint not null,
    village bigint not null,
    door text not null,
    door_key text not null,
    part text not null default '',
    landlord text not null default '',
    created_at bigint not null,
    primary key (tenant, id)
);
create unique index households_door on households (tenant, village, door_key, part);
create index households_area on households (tenant, area);

-- What holds for a household over a time (observation, away, ...); corrections are new rows.
create table household_statuses (
    tenant bigint not null,
    id bigint not null,
    household bigint not null,
    status text not null,
    since bigint not null,
    until bigint,
    noted_by bigint not null,
    noted_at bigint not null,
    primary key (tenant, id)
);
create index household_statuses_household on household_statuses (tenant, household, since);

create table persons (
    tenant bigint not null,
    id bigint not null,
    household bigint not null default 0,
    village bigint not null,
    name text not null,
    phone text not null default '',
    language text not null default 'zh',
    state text not null check (state in ('provisional', 'confirmed', 'gone')),
    staff smallint not null default 0,
    created_at bigint not null,
    primary key (tenant, id)
);
create index persons_household on persons (tenant, household, id);
create index persons_village on persons (tenant, village, id);
create index persons_phone on persons (tenant, phone, id) where phone <> '';
create index persons_name on persons (tenant, name, id);

create table roles (
    tenant bigint not null,
    person bigint not null,
    role text not null,
    area bigint not null,
    primary key (tenant, person, role, area)
);
create index roles_area on roles (tenant, area, role, person);

-- Family elsewhere: acts for a household that agreed, never counted as living there.
create table relatives (
    tenant bigint not null,
    person bigint not null,
    household bigint not null,
    agreed_by bigint not null,
    agreed_at bigint not null,
    primary key (tenant, person, household)
);
create index relatives_household on relatives (tenant, household, person);

-- Look-up: one row for each suffix of a name, its pinyin, the reversed phone, the door.
create table terms (
    tenant bigint not null,
    term text not null,
    person bigint not null,
    primary key (tenant, term, person)
);
create index terms_person on terms (tenant, person);

create table addresses (
    tenant bigint not null,
    account text not null,
    chat text not null,
    person bigint not null default 0,
    state text not null check (state in ('reachable', 'unreachable')),
    language text not null default 'zh',
    since bigint not null,
    primary key (tenant, account, chat)
);
create index addresses_person on addresses (tenant, person) where person <> 0;

-- The keys of updates that took effect: the same update twice has one effect.
create table updates (
    tenant bigint not null,
    account text not null,
    key text not null,
    at bigint not null,
    primary key (tenant, account, key)
);
create index updates_at on updates (tenant, at);

create table cursors (
    tenant bigint not null,
    account text not null,
    value text not null,
    primary key (tenant, account)
);

-- One row a chat: where it stands. Touching it first makes it the lock of this chat's turns.
create table conversations (
    tenant bigint not null,
    account text not null,
    chat text not null,
    turns bigint not null default 0,
    flow text not null default '',
    step text not null default '',
    data text not null default '{}',
    misunderstood bigint not null default 0,
    at bigint not null,
    primary key (tenant, account, chat)
);

-- A reply with choices. Its nonce is the press; state open until answered, superseded or expired.
create table questions (
    tenant bigint not null,
    nonce text not null,
    account text not null,
    chat text not null,
    person bigint not null,
    flow text not null,
    step text not null,
    subject bigint not null default 0,
    title text not null,
    options text not null,
    data text not null default '{}',
    state text not null check (state in ('open', 'answered', 'superseded')),
    answer text not null default '',
    made_at bigint not null,
    expires_at bigint not null,
    answered_at bigint,
    primary key (tenant, nonce)
);
create index questions_open on questions (tenant, account, chat, made_at) where state = 'open';
create index questions_subject on questions (tenant, flow, subject) where state = 'open';

-- What people said, for the transcript, for the worker it is passed on to, and for nobody else.
create table sayings (
    tenant bigint not null,
    id bigint not null,
    account text not null,
    chat text not null,
    person bigint not null,
    key text not null,
    at bigint not null,
    text text not null,
    files text not null default '[]',
    primary key (tenant, id)
);
create index sayings_chat on sayings (tenant, account, chat, id);

-- Text shared by many recipients is stored once; a reply carries its own content.
create table bodies (
    tenant bigint not null,
    id bigint not null,
    content text not null,
    primary key (tenant, id)
);

create table outbox (
    tenant bigint not null,
    id bigint not null,
    account text not null,
    chat text not null,
    person bigint not null default 0,
    priority text not null check (priority in ('alarm', 'reply', 'reminder', 'notice')),
    state text not null check (state in
        ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'expired', 'cancelled', 'unknown')),
    operation text not null default 'send' check (operation in ('send', 'edit', 'withdraw')),
    content text not null default '',
    body bigint not null default 0,
    parts text not null default '[]',
    due bigint not null,
    expires_at bigint,
    attempts bigint not null default 0,
    holder bigint not null default 0,
    lease_until bigint not null default 0,
    unique_key text,
    failure text not null default '',
    created_at bigint not null,
    sent_at bigint,
    delivered_at bigint,
    read_at bigint,
    primary key (tenant, id)
);
create index outbox_due on outbox (tenant, account, priority, due, id) where state = 'queued';
create index outbox_sending on outbox (tenant, lease_until, id) where state = 'sending';
create index outbox_chat on outbox (tenant, account, chat, id);
create index outbox_failed on outbox (tenant, id) where state in ('failed', 'unknown');
create unique index outbox_unique on outbox (tenant, unique_key) where unique_key is not null;

-- A group-buy round. version counts changes of its items, so that what is computed from them can be kept.
create table windows (
    tenant bigint not null,
    id bigint not null,
    number bigint not null,
    village bigint not null,
    title text not null,
    state text not null check (state in ('open', 'closed', 'cancelled')),
    version bigint not null default 1,
    opened_at bigint not null,
    closes_at bigint not null,
    closed_at bigint,
    arrives text not null default '',
    place text not null default '',
    pay text not null default '',
    contact text not null default '',
    opened_by bigint not null default 0,
    primary key (tenant, id)
);
create unique index windows_number on windows (tenant, village, number);
create unique index windows_same on windows (tenant, village, title, closes_at);
create index windows_open on windows (tenant, village, closes_at) where state = 'open';

-- The quota is guarded in the statement that takes it; the CHECK stands behind it.
create table items (
    tenant bigint not null,
    id bigint not null,
    window_id bigint not null,
    position bigint not null,
    name text not null,
    unit text not null,
    price bigint not null check (price >= 0),
    market_price bigint,
    quota bigint check (quota is null or quota >= 0),
    household_limit bigint check (household_limit is null or household_limit > 0),
    taken bigint not null default 0,
    weighed smallint not null default 0,
    donor text not null default '',
    spec text not null default '',
    aliases text not null default '[]',
    primary key (tenant, id),
    check (taken >= 0 and (quota is null or taken <= quota))
);
create unique index items_name on items (tenant, window_id, name);

-- What a household has taken of an item, over all its people: the row that guards its limit.
create table allowances (
    tenant bigint not null,
    item bigint not null,
    household bigint not null,
    taken bigint not null check (taken >= 0),
    primary key (tenant, item, household)
);

create table orders (
    tenant bigint not null,
    id bigint not null,
    window_id bigint not null,
    household bigint not null,
    person bigint not null,
    state text not null check (state in ('confirmed', 'cancelled')),
    placed_at bigint not null,
    changed_at bigint not null,
    primary key (tenant, id)
);
create unique index orders_person on orders (tenant, window_id, person);
create index orders_window on orders (tenant, window_id, id);
create index orders_household on orders (tenant, household, window_id);

-- Append-only: qty is what a turn added or gave back; an order is the sum of its lines by item.
create table order_lines (
    tenant bigint not null,
    id bigint not null,
    order_id bigint not null,
    item bigint not null,
    qty bigint not null,
    entered_by bigint not null,
    at bigint not null,
    primary key (tenant, id)
);
create index order_lines_order on order_lines (tenant, order_id);

-- What was wished and not confirmed when its window closed: no orders, but people to phone, once.
create table lapsed_baskets (
    tenant bigint not null,
    window_id bigint not null,
    person bigint not null,
    household bigint not null default 0,
    wished text not null,
    at bigint not null,
    phoned_by bigint not null default 0,
    phoned_at bigint,
    primary key (tenant, window_id, person)
);

-- One-time links and codes, and the browsers and chats that they opened; only hashes are kept.
create table links (
    tenant bigint not null,
    secret_hash text not null,
    purpose text not null check (purpose in ('chat', 'console', 'bind')),
    person bigint not null,
    made_by bigint not null,
    made_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    tries bigint not null default 0,
    primary key (tenant, secret_hash)
);

create table sessions (
    tenant bigint not null,
    secret_hash text not null,
    purpose text not null check (purpose in ('chat', 'console')),
    person bigint not null,
    made_at bigint not null,
    expires_at bigint not null,
    primary key (tenant, secret_hash)
);
create index sessions_person on sessions (tenant, person);

-- Every look of staff at a person's record, and every change that staff make.
create table audit (
    tenant bigint not null,
    id bigint not null,
    actor bigint not null,
    action text not null,
    subject bigint not null,
    at bigint not null,
    primary key (tenant, id)
);
create index audit_subject on audit (tenant, subject, id);

-- Words passed on to a human: asked for, not understood twice, a voice message, a danger.
create table handovers (
    tenant bigint not null,
    id bigint not null,
    kind text not null,
    person bigint not null,
    account text not null,
    chat text not null,
    saying bigint not null,
    at bigint not null,
    taken_by bigint not null default 0,
    taken_at bigint,
    primary key (tenant, id)
);
create index handovers_open on handovers (tenant, id) where taken_at is null;

-- Files that a vendor holds and that are fetched after the commit.
create table fetches (
    tenant bigint not null,
    id bigint not null,
    account text not null,
    reference text not null,
    kind text not null,
    media_type text not null,
    saying bigint not null,
    state text not null check (state in ('wanted', 'kept', 'failed')),
    sha256 text not null default '',
    due bigint not null,
    attempts bigint not null default 0,
    primary key (tenant, id)
);
create index fetches_wanted on fetches (tenant, due, id) where state = 'wanted';
create index fetches_saying on fetches (tenant, saying);

-- What is to happen at a time: windows that close, later offers and reminders. Fired once.
create table dues (
    tenant bigint not null,
    kind text not null,
    subject bigint not null,
    at bigint not null,
    fired_at bigint,
    primary key (tenant, kind, subject)
);
create index dues_at on dues (tenant, at) where fired_at is null;

-- Numbers leased by running processes: the middle bits of the ids they make.
create table processes (
    number bigint primary key,
    holder text not null,
    lease_until bigint not null
);
