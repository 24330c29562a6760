-- The whole group-buy: cases and minimums, sharing, the waitlist, bags and slots, weights, money, donors, rounds.
-- The rules of 0001 hold: tenant first, ids by the program, fen, thousandths, epoch milliseconds.

-- settled_at: its account is posted. every_days: it is opened anew so many days later, 0 never; previous: the round
-- before it. collection: SHA-256 of the picture of the code under which people pay.
alter table windows add column settled_at bigint;
alter table windows add column every_days bigint not null default 0;
alter table windows add column previous bigint not null default 0;
alter table windows add column collection text not null default '';

-- case_size: it comes in whole cases of so much. minimum: below it the item does not come at all. to_share: what there
-- is of goods that are shared at closing by the rule in sharing; while the window is open they have no quota.
-- bought: what the supplier was asked for, arrived: what came; NULL while nobody knows. cost: what the village itself
-- pays, fen a unit. gift: the donation it comes from. waiting: places in the queue; while there are any, what is free
-- is theirs, so a plain order takes nothing.
alter table items add column case_size bigint check (case_size is null or case_size > 0);
alter table items add column minimum bigint check (minimum is null or minimum > 0);
alter table items add column sharing text not null default '' check (sharing in ('', 'equally', 'lot', 'elders'));
alter table items add column to_share bigint check (to_share is null or to_share >= 0);
alter table items add column bought bigint check (bought is null or bought >= 0);
alter table items add column arrived bigint check (arrived is null or arrived >= 0);
alter table items add column cost bigint check (cost is null or cost >= 0);
alter table items add column supplier bigint not null default 0;
alter table items add column gift bigint not null default 0;
alter table items add column waiting bigint not null default 0 check (waiting >= 0);

-- Taken off an open window: on no list any more, and nobody's order holds it.
alter table items add column off smallint not null default 0;

-- price: fen a unit to which the buyer agreed. A new price is two lines, the old amount back and the same amount anew.
-- cause: who changed the amount: the buyer (ordered), or what the round brought (a case filled up, a minimum missed,
-- goods shared, a short delivery, something that was over, a price nobody agreed to, goods taken off).
alter table order_lines add column price bigint not null default 0;
alter table order_lines add column cause text not null default 'ordered'
    check (cause in ('ordered', 'offered', 'price', 'case', 'minimum', 'shared', 'short', 'over', 'off'));
update order_lines set price = coalesce(
    (select i.price from items i where i.tenant = order_lines.tenant and i.id = order_lines.item), 0);

-- Wishes for whoever packs (不要肥的); the newest of an order and item counts. item 0: of the whole order.
create table order_notes (
    tenant bigint not null,
    id bigint not null,
    order_id bigint not null,
    item bigint not null default 0,
    note text not null,
    noted_by bigint not null,
    at bigint not null,
    primary key (tenant, id)
);
create index order_notes_order on order_notes (tenant, order_id, item, id);

-- Places in the queue for an item, served strictly by id. qty is what is still wanted, offered what is held back for
-- this place while its offer lasts (it counts as taken of the item). given: when there is some, without a press.
create table waits (
    tenant bigint not null,
    id bigint not null,
    window_id bigint not null,
    item bigint not null,
    person bigint not null,
    household bigint not null,
    qty bigint not null check (qty >= 0),
    offered bigint not null default 0 check (offered >= 0),
    given smallint not null default 0,
    state text not null check (state in ('waiting', 'offered', 'served', 'lapsed', 'left')),
    entered_by bigint not null,
    at bigint not null,
    offered_at bigint,
    expires_at bigint,
    ended_at bigint,
    primary key (tenant, id)
);
create unique index waits_one on waits (tenant, item, person) where state in ('waiting', 'offered');
create index waits_queue on waits (tenant, item, id, household) where state in ('waiting', 'offered');
create index waits_window on waits (tenant, window_id, id);
create index waits_person on waits (tenant, person, id) where state in ('waiting', 'offered');

-- «凑满一箱的话，您最多要几袋？»: up to how much a buyer would take so that a case is full.
create table stretches (
    tenant bigint not null,
    item bigint not null,
    person bigint not null,
    most bigint not null check (most >= 0),
    at bigint not null,
    primary key (tenant, item, person)
);

-- The picture that is shown above the menu: its SHA-256, or saying:<id> while the one that came with it is fetched.
alter table windows add column menu_photo text not null default '';

-- A household may let a neighbour order for it as well, who is then told nothing else of it.
alter table relatives add column neighbour smallint not null default 0;

-- Orders to be asked again each round, by the name of the goods. asked: the newest window for which they were.
create table standing_orders (
    tenant bigint not null,
    id bigint not null,
    person bigint not null,
    household bigint not null,
    village bigint not null,
    item text not null,
    qty bigint not null check (qty > 0),
    unit text not null,
    note text not null default '',
    entered_by bigint not null,
    at bigint not null,
    asked bigint not null default 0,
    ended_at bigint,
    primary key (tenant, id)
);
create index standing_orders_village on standing_orders (tenant, village, person, id) where ended_at is null;
create index standing_orders_person on standing_orders (tenant, person, id);

-- Pick-up slots. buildings: a JSON list of the doors' beginnings that it is for, empty for all. Guarded by the CHECK
-- and by the statement that takes a place; households, not goods, are counted.
create table slots (
    tenant bigint not null,
    id bigint not null,
    window_id bigint not null,
    place text not null,
    starts_at bigint not null,
    ends_at bigint not null,
    capacity bigint not null check (capacity > 0),
    taken bigint not null default 0,
    buildings text not null default '[]',
    called_at bigint,
    primary key (tenant, id),
    check (taken >= 0 and taken <= capacity and ends_at > starts_at)
);
create index slots_window on slots (tenant, window_id, starts_at, id);

-- What goes to one household in one window: its short number, its ticket, and how and when it got it.
-- way: delivery also for who cannot come; why stands nowhere here. number 0: not numbered before closing. told_at: its
-- ticket was written.
create table bags (
    tenant bigint not null,
    window_id bigint not null,
    household bigint not null,
    number bigint not null default 0,
    secret text not null,
    way text not null default 'pickup' check (way in ('pickup', 'delivery')),
    slot bigint not null default 0,
    chosen smallint not null default 0,
    volunteer bigint not null default 0,
    place_in_route bigint not null default 0,
    told_at bigint,
    handed_at bigint,
    handed_by bigint not null default 0,
    primary key (tenant, window_id, household)
);
create unique index bags_secret on bags (tenant, secret);
create unique index bags_number on bags (tenant, window_id, number) where number > 0;
create index bags_untold on bags (tenant, window_id, number) where told_at is null;
create index bags_volunteer on bags (tenant, volunteer, window_id) where volunteer <> 0;

-- Weigh-up (称重): the actual quantity and the money for a line; a correction ends the row before it.
create table weights (
    tenant bigint not null,
    id bigint not null,
    window_id bigint not null,
    order_id bigint not null,
    item bigint not null,
    qty bigint not null check (qty >= 0),
    fen bigint not null check (fen >= 0),
    entered_by bigint not null,
    at bigint not null,
    ended_at bigint,
    primary key (tenant, id)
);
create unique index weights_standing on weights (tenant, order_id, item) where ended_at is null;
create index weights_window on weights (tenant, window_id, id);

-- Money of a household in a window: fen above 0 from the household, below 0 to it. carried: from or to another window
-- (two rows that cancel out). A mistake is a further row of the opposite sign with the same way.
create table payments (
    tenant bigint not null,
    id bigint not null,
    window_id bigint not null,
    household bigint not null,
    fen bigint not null check (fen <> 0),
    way text not null check (way in ('cash', 'transfer', 'carried')),
    undoes bigint not null default 0,
    entered_by bigint not null,
    at bigint not null,
    primary key (tenant, id)
);
create index payments_window on payments (tenant, window_id, household, id);
create index payments_household on payments (tenant, household, id);
create unique index payments_undone on payments (tenant, undoes) where undoes <> 0;

-- What a round cost the village: the supplier's bill, the lorry. A mistake is a row of the opposite sign.
create table expenses (
    tenant bigint not null,
    id bigint not null,
    window_id bigint not null,
    label text not null,
    fen bigint not null check (fen <> 0),
    entered_by bigint not null,
    at bigint not null,
    primary key (tenant, id)
);
create index expenses_window on expenses (tenant, window_id, id);

-- A donor's offer in chat; item is the one that it became when it was taken into a window.
create table gifts (
    tenant bigint not null,
    id bigint not null,
    village bigint not null,
    person bigint not null,
    name text not null,
    qty bigint not null check (qty > 0),
    unit text not null,
    arrives text not null default '',
    donor text not null default '',
    words text not null,
    state text not null check (state in ('offered', 'accepted', 'declined', 'withdrawn')),
    window_id bigint not null default 0,
    item bigint not null default 0,
    settled_by bigint not null default 0,
    at bigint not null,
    told_at bigint,
    primary key (tenant, id)
);
create index gifts_village on gifts (tenant, village, id);
create index gifts_window on gifts (tenant, window_id, id) where window_id <> 0;

-- What passes between the village and a supplier about a window: asked for a quote, quoted, the sheet, confirmed,
-- short, arriving, arrived. The supplier's own words stand in the saying; content is JSON of what was read of them.
create table supplies (
    tenant bigint not null,
    id bigint not null,
    window_id bigint not null,
    village bigint not null,
    supplier bigint not null,
    kind text not null check (kind in ('asked', 'quoted', 'ordered', 'confirmed', 'short', 'arriving', 'arrived')),
    content text not null default '{}',
    saying bigint not null default 0,
    entered_by bigint not null,
    at bigint not null,
    primary key (tenant, id)
);
create index supplies_window on supplies (tenant, window_id, id);
create index supplies_supplier on supplies (tenant, supplier, id);

-- Goods that people wished for and that were not on offer, once a household, name and window.
create table wishes (
    tenant bigint not null,
    village bigint not null,
    window_id bigint not null,
    household bigint not null,
    name text not null,
    at bigint not null,
    primary key (tenant, village, window_id, household, name)
);

-- Group chats that belong to a village, and the one list post of each window there that is kept up to date.
create table group_chats (
    tenant bigint not null,
    account text not null,
    chat text not null,
    village bigint not null,
    bound_by bigint not null,
    at bigint not null,
    primary key (tenant, account, chat)
);
create index group_chats_village on group_chats (tenant, village);

-- delivery: the newest row of the outbox that sends or edits it. shown: what it says, empty when it is to be posted
-- anew. renewed: it was posted anew because somebody had deleted it, which happens once.
create table group_posts (
    tenant bigint not null,
    id bigint not null,
    account text not null,
    chat text not null,
    window_id bigint not null,
    delivery bigint not null default 0,
    shown text not null default '',
    renewed smallint not null default 0,
    edited_at bigint not null default 0,
    primary key (tenant, id)
);
create unique index group_posts_one on group_posts (tenant, window_id, account, chat);

-- Who wrote in a group and cannot be reached in private: when they were told once how to write to the bot (0: not
-- yet), and a JSON list of the sayings that are taken up when they do.
create table group_strangers (
    tenant bigint not null,
    account text not null,
    sender text not null,
    chat text not null,
    sayings text not null default '[]',
    at bigint not null,
    primary key (tenant, account, sender, chat)
);

-- The vendor's id of what was written in a group: an edit bears the same.
alter table sayings add column message text not null default '';
create index sayings_message on sayings (tenant, account, chat, message, id) where message <> '';

-- Whom a round serves otherwise (elders, the bedridden, ...): few households have a status.
create index household_statuses_status on household_statuses (tenant, status, household);

-- Chain posts that staff pasted from another group, while they are looked over. content: JSON of what was pasted and
-- corrected (what was really said stands in the sayings); nothing of it counts before state is placed.
create table chain_reviews (
    tenant bigint not null,
    id bigint not null,
    person bigint not null,
    village bigint not null,
    content text not null,
    state text not null check (state in ('open', 'placed', 'dropped')),
    at bigint not null,
    settled_at bigint,
    primary key (tenant, id)
);

-- How far work has come that goes through many people in slices, a slice a tick: the last one that is done.
create table slices (
    tenant bigint not null,
    kind text not null,
    subject bigint not null,
    after bigint not null,
    primary key (tenant, kind, subject)
);
