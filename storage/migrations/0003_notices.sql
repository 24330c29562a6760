-- Notices and who has read them, rules that remind, and who is told next when nobody answers.
-- The rules of 0001 hold: tenant first, ids by the program, epoch milliseconds, JSON is text.

-- What a village may change without a programmer, each with the time from which it holds; the nearest area up counts.
create table settings (
    tenant bigint not null,
    area bigint not null,
    name text not null,
    since bigint not null,
    value text not null,
    set_by bigint not null,
    set_at bigint not null,
    primary key (tenant, area, name, since)
);

-- The words of a notice, to whom, and how it is answered. Never changed once it was sent: a correction is a new one.
-- area: where its author leads and in which it is numbered. texts: by language and variant ("zh", "zh:home").
-- values_by: what placeholders stand for, for all and by building. choices: labels by language, in order.
-- audience: an expression (domain/audiences.py). lasts: milliseconds after which its words are not delivered any more.
create table notices (
    tenant bigint not null,
    id bigint not null,
    area bigint not null,
    number bigint not null,
    author bigint not null,
    title text not null,
    template text not null default '',
    texts text not null,
    values_by text not null default '{}',
    file text not null default '',
    choices text not null default '[]',
    audience text not null,
    counted text not null default 'person' check (counted in ('person', 'household')),
    emergency smallint not null default 0,
    lasts bigint not null check (lasts > 0),
    corrects bigint not null default 0,
    made_at bigint not null,
    primary key (tenant, id)
);
create unique index notices_number on notices (tenant, area, number);

-- One sending of a notice. rule: what made it, 0 for a person. operation and of: an earlier broadcast that it corrects
-- or takes back. needs: why a second person must confirm ('area', 'size'). once: the press that made it, so that the
-- same press makes no second one. level: how far an unanswered one has gone up. counts_from: what failed of the copies
-- before this one stopped it once, and was seen to.
create table broadcasts (
    tenant bigint not null,
    id bigint not null,
    notice bigint not null,
    rule bigint not null default 0,
    operation text not null default 'send' check (operation in ('send', 'edit', 'withdraw')),
    of_broadcast bigint not null default 0,
    state text not null check (state in
        ('draft', 'waiting', 'scheduled', 'running', 'paused', 'finished', 'cancelled')),
    needs text not null default '',
    people bigint not null default 0,
    once text not null,
    made_by bigint not null,
    made_at bigint not null,
    approved_by bigint not null default 0,
    approved_at bigint,
    starts_at bigint not null,
    frozen_at bigint,
    expires_at bigint not null,
    ended_at bigint,
    paused_why text not null default '',
    level bigint not null default 0,
    counts_from bigint not null default 0,
    primary key (tenant, id)
);
create unique index broadcasts_once on broadcasts (tenant, once);
create index broadcasts_notice on broadcasts (tenant, notice, id);
create index broadcasts_of on broadcasts (tenant, of_broadcast, id) where of_broadcast <> 0;
create index broadcasts_live on broadcasts (tenant, state, id) where state in ('waiting', 'scheduled', 'running', 'paused');

-- The ledger: one row for each person of a broadcast, frozen when it was launched. way: how they are told: not yet
-- decided, by chat (delivery: the newest row of the outbox), by telephone or by knocking; by chat in vain, since their
-- copy was refused; or the rest was called off, or its words expired first. nonce: what the buttons under their copy carry. answer: the value that they chose.
create table recipients (
    tenant bigint not null,
    broadcast bigint not null,
    person bigint not null,
    household bigint not null,
    way text not null default 'waiting'
        check (way in ('waiting', 'chat', 'phone', 'knock', 'failed', 'cancelled', 'expired')),
    delivery bigint not null default 0,
    copies bigint not null default 0,
    nonce text not null default '',
    answer text not null default '',
    answered_at bigint,
    told_at bigint,
    told_by bigint not null default 0,
    primary key (tenant, broadcast, person)
);
create index recipients_waiting on recipients (tenant, broadcast, person) where way = 'waiting';
create index recipients_household on recipients (tenant, broadcast, household);
create index recipients_person on recipients (tenant, person, broadcast) where nonce <> '' and answered_at is null;
create unique index recipients_nonce on recipients (tenant, nonce) where nonce <> '';
create index recipients_in_person on recipients (tenant, household, broadcast)
    where answered_at is null and told_at is null and way in ('phone', 'knock', 'failed');

-- Deliveries of a broadcast: their content is the nonce of their buttons and their words stand in bodies, unless they
-- name the reader. compose: what writes the words when it is claimed, so that they say what holds then.
alter table outbox add column broadcast bigint not null default 0;
alter table outbox add column compose text not null default '';

-- The delivery whose words this one changes or takes back; it keeps its own, and its chat shows these.
alter table outbox add column replaces bigint not null default 0;
create index outbox_replaces on outbox (tenant, replaces, id) where replaces <> 0;
create index outbox_broadcast on outbox (tenant, broadcast, state, id) where broadcast <> 0;

-- When a page of this chat was last open (web): what nobody has before them reaches nobody now.
alter table addresses add column seen_at bigint not null default 0;

-- What people wrote back to a notice, for its author: the words stand in the saying; handover: through which the author
-- answers them. A choice that was made anew is a row too, so that the earlier one is not lost.
create table notice_answers (
    tenant bigint not null,
    id bigint not null,
    notice bigint not null,
    broadcast bigint not null,
    person bigint not null,
    account text not null,
    chat text not null,
    saying bigint not null,
    handover bigint not null default 0,
    choice text not null default '',
    at bigint not null,
    read_by bigint not null default 0,
    read_at bigint,
    primary key (tenant, id)
);
create index notice_answers_notice on notice_answers (tenant, notice, id);
create index notice_answers_person on notice_answers (tenant, person, id);
create index notice_answers_unread on notice_answers (tenant, notice, id) where read_at is null;

-- What people do about a notice away from the chat: a door that somebody goes to (knock), doors and places that get
-- paper (leaflet, poster). Whom it is still to be told to in person is computed from the ledger; here stands who goes
-- there, and each time that somebody was there. household or place says where; area is its micro-grid. given_to: who
-- does it; 0: whoever of the area's workers takes it. A door has one row that is open; every visit ends a row.
create table doors (
    tenant bigint not null,
    id bigint not null,
    broadcast bigint not null,
    kind text not null check (kind in ('knock', 'leaflet', 'poster')),
    household bigint not null default 0,
    place text not null default '',
    area bigint not null,
    given_to bigint not null default 0,
    given_at bigint,
    made_by bigint not null default 0,
    made_at bigint not null,
    done_at bigint,
    done_by bigint not null default 0,
    outcome text not null default '' check (outcome in ('', 'told', 'away', 'moved', 'done')),
    primary key (tenant, id)
);
create unique index doors_one on doors (tenant, broadcast, kind, household, place) where done_at is null;
create index doors_household on doors (tenant, household, id) where household <> 0;
create index doors_given on doors (tenant, given_to, id) where done_at is null and given_to <> 0;
create index doors_broadcast on doors (tenant, broadcast, kind, id);

-- What was done about those who are silent: reminded, or handed to the workers. after: the ledger is looked through up
-- to this person; a large one in slices. people, doors: how many; lately: not reminded, since they were just now;
-- homeless: no door is known.
create table nudges (
    tenant bigint not null,
    id bigint not null,
    broadcast bigint not null,
    kind text not null check (kind in ('remind', 'hand')),
    made_by bigint not null,
    at bigint not null,
    after bigint not null default 0,
    people bigint not null default 0,
    doors bigint not null default 0,
    lately bigint not null default 0,
    homeless bigint not null default 0,
    unreachable bigint not null default 0,
    done_at bigint,
    primary key (tenant, id)
);
create index nudges_broadcast on nudges (tenant, broadcast, kind, id);
create index nudges_open on nudges (tenant, id) where done_at is null;

-- Micro-grids (or villages, for doors of which no micro-grid is known) whose workers go to the silent of a broadcast:
-- from then on those doors are on the list though a copy was read there. nudge: which handing over; sent_at: its
-- workers were told.
create table handed_over (
    tenant bigint not null,
    broadcast bigint not null,
    area bigint not null,
    nudge bigint not null,
    sent_at bigint,
    primary key (tenant, broadcast, area)
);
create index handed_over_area on handed_over (tenant, area, broadcast);

-- A rule sends its notice again and again. schedule: domain/schedules.py. condition: a source of outstanding work, only
-- those who have some are told. follow: what happens when nobody answers. late: what a fire that was missed is worth.
-- A change is a new rule that replaces the old one. looked_at: all its times up to then are dealt with; next_at: when it
-- is looked at next.
create table rules (
    tenant bigint not null,
    id bigint not null,
    area bigint not null,
    number bigint not null,
    notice bigint not null,
    schedule text not null,
    condition text not null default '',
    follow text not null default '[]',
    late text not null default 'skip' check (late in ('once', 'skip')),
    state text not null check (state in ('on', 'off', 'ended')),
    next_at bigint,
    looked_at bigint not null default 0,
    replaces bigint not null default 0,
    made_by bigint not null,
    made_at bigint not null,
    primary key (tenant, id)
);
create unique index rules_number on rules (tenant, area, number) where state <> 'ended';
create index rules_area on rules (tenant, area, number);
create index rules_due on rules (tenant, next_at, id) where state = 'on';

-- What relative rules wait for.
create index windows_closing on windows (tenant, closes_at);
create index household_statuses_until on household_statuses (tenant, status, until);

-- Each time at which a rule fired or was passed over; subject: the record that a relative rule is about, else 0.
create table fires (
    tenant bigint not null,
    rule bigint not null,
    subject bigint not null,
    at bigint not null,
    outcome text not null check (outcome in ('sent', 'late', 'skipped', 'nobody')),
    fired_at bigint not null,
    broadcast bigint not null default 0,
    primary key (tenant, rule, subject, at)
);

-- Whom an unanswered reminder was passed on to, level by level: the person's own worker, the cadre, the street.
create table escalations (
    tenant bigint not null,
    broadcast bigint not null,
    person bigint not null,
    level bigint not null,
    at bigint not null,
    told text not null default '[]',
    primary key (tenant, broadcast, person, level)
);

-- What is outstanding in an area is found from the area: the micro-grid, or else the village, of whoever was passed on
-- (0: nobody knows where), and newcomers whom nobody has confirmed.
alter table handovers add column area bigint not null default 0;
update handovers set area = coalesce((select case when h.area <> 0 then h.area else p.village end from persons p
    left join households h on h.tenant = p.tenant and h.id = p.household
    where p.tenant = handovers.tenant and p.id = handovers.person), 0);
create index handovers_area on handovers (tenant, area, id) where taken_at is null;
create index persons_provisional on persons (tenant, village, id) where state = 'provisional';

-- Where each person of a ledger stands: the best that is known of their newest copy, their answer and what was noted
-- at the door. A later word from their chat is the only sign of reading that some doors give.
create view ledger as
select r.tenant, r.broadcast, r.person, r.household, r.way, r.delivery, r.answer, r.answered_at, r.told_at, r.told_by,
    o.account, o.chat, o.state as copy, o.sent_at, coalesce(o.failure, '') as failure,
    case
        when r.answered_at is not null then 'answered'
        when r.told_at is not null then 'told'
        when o.state = 'read' or (o.state in ('sent', 'delivered') and c.at > o.sent_at) then 'read'
        when o.state = 'delivered' then 'delivered'
        when r.way in ('phone', 'knock') then r.way
        when o.state in ('queued', 'sending') then 'queued'
        when o.state is not null then o.state
        else r.way
    end as state
from recipients r
left join outbox o on o.tenant = r.tenant and o.id = r.delivery and r.delivery <> 0
left join conversations c on c.tenant = o.tenant and c.account = o.account and c.chat = o.chat;
