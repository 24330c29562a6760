-- name: freeze(tenant, broadcast, rows)!
insert into recipients (tenant, broadcast, person, household)
select :tenant, :broadcast, json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]') from json_each(:rows) r
where true on conflict do nothing;

-- name: waiting(tenant, broadcast, count)
-- A row for each address of a person, what they chose and then the newest first; with what an earlier copy carried and where it went.
select r.person, r.household, p.name, p.language, p.phone, h.door, v.name, g.name, a.name, r.nonce,
    coalesce(o.account, ''), d.account, d.chat, d.seen_at
from (select w.person, w.household, w.nonce, w.delivery from recipients w
    where w.tenant = :tenant and w.broadcast = :broadcast and w.way = 'waiting' order by w.person limit :count) r
join persons p on p.tenant = :tenant and p.id = r.person
join areas v on v.tenant = p.tenant and v.id = p.village
left join outbox o on o.tenant = p.tenant and o.id = r.delivery and r.delivery <> 0
left join households h on h.tenant = p.tenant and h.id = r.household
left join areas a on a.tenant = h.tenant and a.id = h.area and a.kind = 'microgrid'
left join areas g on g.tenant = a.tenant and g.id = a.parent
left join addresses d on d.tenant = p.tenant and d.person = p.id and d.person <> 0 and d.state = 'reachable'
order by r.person, d.chosen desc, d.since desc, d.account;

-- name: settle(tenant, broadcast, rows)
-- The limit binds SQLite to the order as written: else it walks through all who wait for each of these (10 s a slice).
update recipients set way = json_extract(k.value, '$[1]'), delivery = json_extract(k.value, '$[2]'),
    nonce = json_extract(k.value, '$[3]'), copies = copies + 1
from (select value from json_each(:rows) limit -1) k
where recipients.tenant = :tenant and recipients.broadcast = :broadcast
and recipients.person = json_extract(k.value, '$[0]') and recipients.way = 'waiting'
returning person;

-- name: add_copies(tenant, broadcast, rows, priority, operation, compose, now, expires_at)!
insert into outbox (tenant, id, account, chat, person, priority, state, operation, content, body, parts, due,
    expires_at, created_at, broadcast, compose, replaces)
select :tenant, json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]'), json_extract(r.value, '$[2]'),
    json_extract(r.value, '$[3]'), :priority, 'queued', :operation, json_extract(r.value, '$[4]'),
    json_extract(r.value, '$[5]'), json_extract(r.value, '$[6]'), :now, :expires_at, :now, :broadcast, :compose,
    json_extract(r.value, '$[7]')
from json_each(:rows) r;

-- name: any_waiting(tenant, broadcast)$
select 1 from recipients where tenant = :tenant and broadcast = :broadcast and way = 'waiting' limit 1;

-- name: any_under_way(tenant, broadcast)$
select 1 from outbox where tenant = :tenant and broadcast = :broadcast and broadcast <> 0
and state in ('queued', 'sending') limit 1;

-- name: under_way(tenant, broadcast, most)$
select count(*) from (select 1 from outbox where tenant = :tenant and broadcast = :broadcast and broadcast <> 0
    and state = 'queued' limit :most) q;

-- name: end_waiting(tenant, broadcast, way, count)!
-- Who had a copy before, and was only to be told once more, has been told by chat.
update recipients set way = case when delivery <> 0 then 'chat' else :way end
where tenant = :tenant and broadcast = :broadcast and way = 'waiting' and person in (
    select w.person from recipients w where w.tenant = :tenant and w.broadcast = :broadcast and w.way = 'waiting'
    order by w.person limit :count);

-- name: call_off(tenant, broadcast)!
update outbox set state = 'cancelled', failure = 'called off'
where tenant = :tenant and broadcast = :broadcast and broadcast <> 0 and state = 'queued';

-- name: wait_again(tenant, broadcast, rows)!
update recipients set way = 'waiting'
where tenant = :tenant and broadcast = :broadcast and way in ('chat', 'phone', 'knock', 'failed')
and person in (select value from json_each(:rows));

-- name: unreached(tenant, delivery)!
-- Whoever reads elsewhere too is told there, at once.
update recipients set way = (select case
        when exists (select 1 from addresses d where d.tenant = p.tenant and d.person = p.id and d.person <> 0
            and d.state = 'reachable') then 'waiting'
        when p.phone <> '' then 'phone' else 'knock' end
    from persons p where p.tenant = recipients.tenant and p.id = recipients.person)
where tenant = :tenant and way = 'chat' and delivery = :delivery
and broadcast = (select o.broadcast from outbox o where o.tenant = :tenant and o.id = :delivery)
and person = (select o.person from outbox o where o.tenant = :tenant and o.id = :delivery);

-- name: spared(tenant, delivery)!
update recipients set way = 'cancelled'
where tenant = :tenant and way = 'chat' and delivery = :delivery
and broadcast = (select o.broadcast from outbox o where o.tenant = :tenant and o.id = :delivery)
and person = (select o.person from outbox o where o.tenant = :tenant and o.id = :delivery);

-- name: refused(tenant, delivery)!
-- What could not be changed or taken back is no copy in vain.
update recipients set way = 'failed'
where tenant = :tenant and way = 'chat' and delivery = :delivery
and broadcast = (select o.broadcast from outbox o where o.tenant = :tenant and o.id = :delivery
    and o.operation = 'send')
and person = (select o.person from outbox o where o.tenant = :tenant and o.id = :delivery);

-- name: answer(tenant, broadcast, person, answer, now)!
-- Who was to be told once more need not be.
update recipients set answer = :answer, answered_at = :now,
    way = case when way = 'waiting' and delivery <> 0 then 'chat' else way end
where tenant = :tenant and broadcast = :broadcast and person = :person and answer <> :answer;

-- name: told(tenant, broadcast, person, by, now)!
update recipients set told_at = :now, told_by = :by,
    way = case when way = 'waiting' and delivery <> 0 then 'chat' else way end
where tenant = :tenant and broadcast = :broadcast and person = :person and told_at is null;

-- name: standing(tenant, broadcast, person)^
select l.person, l.household, p.name, p.phone, coalesce(h.door, ''), coalesce(h.area, 0), coalesce(a.name, ''), l.state,
    l.answer, l.answered_at, l.sent_at, l.failure, l.told_by, coalesce(l.account, ''),
    l.way in ('phone', 'knock') and exists (select 1 from addresses w where w.tenant = l.tenant and w.person = l.person
        and w.person <> 0 and w.state <> 'reachable' and w.open_until is not null)
from ledger l
join persons p on p.tenant = l.tenant and p.id = l.person
left join households h on h.tenant = l.tenant and h.id = l.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where l.tenant = :tenant and l.broadcast = :broadcast and l.person = :person;

-- name: counts(tenant, broadcast)
select state, count(*) from ledger where tenant = :tenant and broadcast = :broadcast group by state;

-- name: choices(tenant, broadcast)
select answer, count(*) from recipients
where tenant = :tenant and broadcast = :broadcast and answered_at is not null group by answer;

-- name: households(tenant, broadcast)^
select sum(case when done > 0 then 1 else 0 end), count(*) from (
    select sum(case when answered_at is not null or told_at is not null then 1 else 0 end) as done from recipients
    where tenant = :tenant and broadcast = :broadcast
    group by case when household <> 0 then household else -person end) h;

-- name: silent(tenant, broadcast, by_household, path_low, path_high, count)
-- Left joins bind SQLite to the order as written: from the rows of the ledger.
select l.person, l.household, p.name, p.phone, coalesce(h.door, ''), coalesce(h.area, 0), coalesce(a.name, ''), l.state,
    l.answer, l.answered_at, l.sent_at, l.failure, l.told_by, coalesce(l.account, ''),
    l.way in ('phone', 'knock') and exists (select 1 from addresses w where w.tenant = l.tenant and w.person = l.person
        and w.person <> 0 and w.state <> 'reachable' and w.open_until is not null)
from ledger l
left join persons p on p.tenant = l.tenant and p.id = l.person
left join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = l.tenant and h.id = l.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where l.tenant = :tenant and l.broadcast = :broadcast and l.answered_at is null and l.told_at is null
and l.way not in ('cancelled', 'expired')
and (:by_household = 0 or l.household = 0 or not exists (select 1 from recipients s where s.tenant = l.tenant
    and s.broadcast = l.broadcast and s.household = l.household
    and (s.answered_at is not null or s.told_at is not null)))
and coalesce(a.path, v.path) >= :path_low and coalesce(a.path, v.path) < :path_high
order by coalesce(a.path, v.path), h.door_key, l.person limit :count;

-- name: tried(tenant, broadcast, count)$
-- Of the newest copies that are done with since it was last let go on, how many failed by the channel's fault: who has
-- blocked the bot is no longer told by chat, what cannot be changed or deleted is no fault, and a crash of ours says
-- nothing. The newest of each state come from the index.
select sum(case when t.operation = 'send'
    and (t.state = 'unknown' or (t.state = 'failed' and r.way in ('chat', 'failed'))) then 1 else 0 end)
from (
    select * from (select id, person, state, operation from outbox where tenant = :tenant and broadcast = :broadcast
        and broadcast <> 0 and state = 'sent' order by id desc limit :count) a
    union all select * from (select id, person, state, operation from outbox where tenant = :tenant and broadcast = :broadcast
        and broadcast <> 0 and state = 'delivered' order by id desc limit :count) b
    union all select * from (select id, person, state, operation from outbox where tenant = :tenant and broadcast = :broadcast
        and broadcast <> 0 and state = 'failed' order by id desc limit :count) c
    union all select * from (select id, person, state, operation from outbox where tenant = :tenant and broadcast = :broadcast
        and broadcast <> 0 and state = 'unknown' and failure <> 'stranded' order by id desc limit :count) d
    order by 1 desc limit :count) t
join broadcasts b on b.tenant = :tenant and b.id = :broadcast and b.counts_from <= t.id
join recipients r on r.tenant = :tenant and r.broadcast = :broadcast and r.person = t.person;

-- name: with_copies(tenant, broadcast, after, count)
-- Whoever has a copy that can be changed: their words are out, or lie in their chat.
select r.person, r.household from recipients r
join outbox o on o.tenant = r.tenant and o.id = r.delivery
where r.tenant = :tenant and r.broadcast = :broadcast and r.person > :after
and o.state in ('sending', 'sent', 'delivered', 'read', 'unknown') order by r.person limit :count;

-- name: everybody(tenant, broadcast, after, count)
select person, household from recipients
where tenant = :tenant and broadcast = :broadcast and person > :after order by person limit :count;

-- name: earlier_copies(tenant, broadcast, rows)
-- What a correction changes: the newest copy of each of these people of an earlier broadcast. Cross joins bind SQLite to
-- the order as written: it would rather walk through everybody who has a copy, with the list for each of them.
select o.person, o.id, o.replaces, o.account, o.chat, o.parts, o.state
from json_each(:rows) k cross join recipients r cross join outbox o
where r.tenant = :tenant and r.broadcast = :broadcast and r.person = k.value and o.tenant = r.tenant and o.id = r.delivery
and o.state in ('queued', 'sending', 'sent', 'delivered', 'read');

-- name: not_changed(tenant, broadcast, count)
select r.person from outbox o
join recipients r on r.tenant = o.tenant and r.broadcast = o.broadcast and r.person = o.person and r.delivery = o.id
where o.tenant = :tenant and o.broadcast = :broadcast and o.broadcast <> 0 and o.state = 'failed'
and o.operation = 'edit' and r.way = 'chat' limit :count;
