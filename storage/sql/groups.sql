-- name: village(tenant, account, chat)$
select village from group_chats where tenant = :tenant and account = :account and chat = :chat;

-- name: bind(tenant, account, chat, village, bound_by, now)!
insert into group_chats (tenant, account, chat, village, bound_by, at)
values (:tenant, :account, :chat, :village, :bound_by, :now) on conflict do nothing;

-- name: unbind(tenant, account, chat)!
delete from group_chats where tenant = :tenant and account = :account and chat = :chat;

-- name: of_account(tenant, account)
select chat, village from group_chats where tenant = :tenant and account = :account order by chat;

-- name: of_village(tenant, village)
select account, chat from group_chats where tenant = :tenant and village = :village order by at, account, chat;

-- name: announce(tenant, id, account, chat, window)$
-- One post for each window and group; announced again it is posted anew, below what was written since.
insert into group_posts (tenant, id, account, chat, window_id) values (:tenant, :id, :account, :chat, :window)
on conflict (tenant, account, chat, window_id) do update set shown = '', renewed = 0
returning id;

-- name: post(tenant, id)^
-- Of a group that is nobody's any more nothing is kept up to date.
select p.id, p.account, p.chat, p.window_id, p.delivery, p.shown, p.renewed, p.edited_at from group_posts p
join group_chats g on g.tenant = p.tenant and g.account = p.account and g.chat = p.chat
where p.tenant = :tenant and p.id = :id;

-- name: posted_in(tenant, window)
select p.account, p.chat from group_posts p
join group_chats g on g.tenant = p.tenant and g.account = p.account and g.chat = p.chat
where p.tenant = :tenant and p.window_id = :window;

-- name: shown(tenant, id, delivery, text, renewed, now)!
update group_posts set delivery = :delivery, shown = :text, renewed = :renewed, edited_at = :now
where tenant = :tenant and id = :id;

-- name: touch(tenant, kind, window, soon, every)!
-- Sets the posts of a window due, each at its pace; one that is due already is left alone, so that orders of one
-- window do not wait for each other here. Whoever fires it holds the window first and so sees all of them.
update dues set fired_at = null, at = (
    select case when p.edited_at + :every > :soon then p.edited_at + :every else :soon end
    from group_posts p where p.tenant = dues.tenant and p.id = dues.subject)
where tenant = :tenant and kind = :kind and fired_at is not null
and subject in (select p.id from group_posts p where p.tenant = :tenant and p.window_id = :window);

-- name: ended(tenant, kind, window, soon, every)!
-- The last word of a window does not wait until its list would be posted anew.
update dues set fired_at = null, at = (
    select case when p.edited_at + :every > :soon then p.edited_at + :every else :soon end
    from group_posts p where p.tenant = dues.tenant and p.id = dues.subject)
where tenant = :tenant and kind = :kind and (fired_at is not null or at > :soon + :every)
and subject in (select p.id from group_posts p where p.tenant = :tenant and p.window_id = :window);

-- name: households(tenant, window)
-- What everybody may read: doors and goods of confirmed orders, in order of placing once put together.
-- Grouped by the item first: asked by household, SQLite would walk the orders of all windows.
select o.household, coalesce(h.door, ''), l.item, sum(l.qty), min(o.id)
from orders o
join order_lines l on l.tenant = o.tenant and l.order_id = o.id
left join households h on h.tenant = o.tenant and h.id = o.household
where o.tenant = :tenant and o.window_id = :window and o.state = 'confirmed'
group by l.item, o.household, h.door having sum(l.qty) > 0;

-- name: stranger(tenant, account, sender, chat)^
select sayings, at from group_strangers
where tenant = :tenant and account = :account and sender = :sender and chat = :chat;

-- name: strangers_words(tenant, account, sender)
select chat, sayings from group_strangers where tenant = :tenant and account = :account and sender = :sender;

-- name: keep_stranger(tenant, account, sender, chat, sayings, at)!
insert into group_strangers (tenant, account, sender, chat, sayings, at)
values (:tenant, :account, :sender, :chat, :sayings, :at)
on conflict (tenant, account, sender, chat) do update set sayings = excluded.sayings, at = excluded.at;
