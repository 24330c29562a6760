-- name: add(tenant, id, kind, person, account, chat, saying, now)!
-- With the micro-grid of whoever asks, or else the village; 0 where neither is known.
insert into handovers (tenant, id, kind, person, account, chat, saying, at, area)
select :tenant, :id, :kind, :person, :account, :chat, :saying, :now, coalesce((
    select case when coalesce(h.area, 0) <> 0 then h.area else p.village end from persons p
    left join households h on h.tenant = p.tenant and h.id = p.household
    where p.tenant = :tenant and p.id = :person), 0);

-- name: take(tenant, id, worker, now)!
update handovers set taken_by = :worker, taken_at = :now where tenant = :tenant and id = :id and taken_at is null;

-- name: by_id(tenant, id)^
select id, kind, person, account, chat, saying, at, taken_by from handovers where tenant = :tenant and id = :id;

-- name: open(tenant, count)
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and taken_at is null order by id limit :count;

-- name: latest(tenant, kind, account, chat, person, after, since)^
-- Ids grow with time, so that only the newest rows are read. Whoever called goes on in whichever of their chats.
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and id > :after and kind = :kind and at > :since
and (account = :account and chat = :chat or exists (select 1 from addresses d where d.tenant = handovers.tenant
    and d.account = handovers.account and d.chat = handovers.chat and d.person = :person and d.person <> 0))
order by id desc limit 1;

-- name: latest_danger(tenant, account, chat, person, after, since)^
-- Of whatever kind: ; follows : in ASCII.
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and id > :after and kind >= 'danger:' and kind < 'danger;' and at > :since
and (account = :account and chat = :chat or exists (select 1 from addresses d where d.tenant = handovers.tenant
    and d.account = handovers.account and d.chat = handovers.chat and d.person = :person and d.person <> 0))
order by id desc limit 1;

-- name: open_dangers(tenant, after, count)
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and taken_at is null and id > :after and kind >= 'danger:' and kind < 'danger;'
order by id limit :count;

-- name: talking(tenant, account, chat, person, after)^
-- The newest call of a chat that a worker has taken; what was written back to a notice gives way to any other.
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and id > :after and taken_at is not null
and (account = :account and chat = :chat or exists (select 1 from addresses d where d.tenant = handovers.tenant
    and d.account = handovers.account and d.chat = handovers.chat and d.person = :person and d.person <> 0))
order by case when kind = 'notice' then 1 else 0 end, id desc limit 1;

-- name: of_saying(tenant, saying)
-- A hand-over is made in the turn of its saying, or later.
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and id > :saying and saying = :saying order by id limit 20;

-- name: open_in(tenant, path_low, path_high, root, after)
-- What nobody has taken, of people of an area; for whoever has the whole place (root 1) also of people of whom nobody
-- knows where they live. Cross joins bind SQLite to the order as written.
select o.id, o.kind, o.person, coalesce(p.name, ''), coalesce(p.phone, ''), coalesce(h.door, ''),
    coalesce(s.text, ''), o.at
from (select a.id from areas a where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
    union all select 0 as id where :root = 1) x
cross join handovers o
left join persons p on p.tenant = o.tenant and p.id = o.person and o.person <> 0
left join households h on h.tenant = p.tenant and h.id = p.household
left join sayings s on s.tenant = o.tenant and s.id = o.saying
where o.tenant = :tenant and o.area = x.id and o.taken_at is null and o.id > :after
order by o.id limit 500;
