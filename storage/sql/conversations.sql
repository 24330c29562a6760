-- name: remember(tenant, account, key, now)!
-- The first statement of every turn: nothing inserted means that the update was seen before.
insert into updates (tenant, account, key, at) values (:tenant, :account, :key, :now) on conflict do nothing;

-- name: touch(tenant, account, chat, now)^
-- Touching the row is what makes two turns of one chat run one after the other.
insert into conversations (tenant, account, chat, at) values (:tenant, :account, :chat, :now)
on conflict (tenant, account, chat) do update set turns = conversations.turns + 1, at = excluded.at
returning flow, step, data, misunderstood, turns;

-- name: left_at(tenant, person)^
-- Where somebody stood last of all their chats.
select c.flow, c.step, c.data, c.misunderstood from addresses d
join conversations c on c.tenant = d.tenant and c.account = d.account and c.chat = d.chat
where d.tenant = :tenant and d.person = :person and d.person <> 0 and c.step <> '' order by c.at desc limit 1;

-- name: begun(tenant, account, chat)$
select 1 from conversations where tenant = :tenant and account = :account and chat = :chat;

-- name: save(tenant, account, chat, flow, step, data, misunderstood)!
update conversations set flow = :flow, step = :step, data = :data, misunderstood = :misunderstood
where tenant = :tenant and account = :account and chat = :chat;

-- name: load_cursor(tenant, account)$
select value from cursors where tenant = :tenant and account = :account;

-- name: save_cursor(tenant, account, value)!
insert into cursors (tenant, account, value) values (:tenant, :account, :value)
on conflict (tenant, account) do update set value = excluded.value;

-- name: purge_updates(tenant, before, count)!
-- Up to a time, since rows are found by it: the oldest, and those of the same millisecond as the last of them.
delete from updates where tenant = :tenant and at < :before and at <=
(select max(o.at) from (select at from updates where tenant = :tenant and at < :before order by at limit :count) o);
