-- Doors through which somebody may be written to only for a while after their own word, and only so often: how many
-- messages are left, and until when. Null for all others.
alter table addresses add column messages_left bigint;
alter table addresses add column open_until bigint;
alter table addresses add column heard_at bigint;

-- Where somebody has said that they want to be written to first (1).
alter table addresses add column chosen bigint not null default 0;

create index addresses_closing on addresses (tenant, open_until) where state = 'reachable' and open_until is not null;

-- What waits there for the next word: due at the end of time.
create index outbox_parked on outbox (tenant, account, chat, id) where state = 'queued' and due = 9007199254740991;
create index outbox_lapsing on outbox (tenant, expires_at) where state = 'queued' and due = 9007199254740991;

-- Where many are reached with one call, all buttons under a notice carry the same: whose press it is, the chat says.
drop index recipients_nonce;
create unique index recipients_nonce on recipients (tenant, nonce, person) where nonce <> '';

-- What only one process may do at a time, such as holding the one connection that a vendor allows. fence grows with each
-- new holder, so that what an earlier one still writes can be told apart.
create table leases (
    tenant bigint not null,
    name text not null,
    holder bigint not null,
    fence bigint not null,
    until bigint not null,
    primary key (tenant, name)
);
