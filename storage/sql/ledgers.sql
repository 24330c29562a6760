-- name: listed(tenant, path_low, path_high, before, count)
-- Notices of an area and of its parts, the newest first, each with its newest sending. What a rule has not sent yet
-- stands with its rule.
select n.id, n.number, n.area, a.name, n.title, coalesce(p.name, ''), n.emergency, n.corrects, n.made_at, b.id, b.state,
    b.rule, b.operation, b.people, b.starts_at, n.counted
from notices n
join areas a on a.tenant = n.tenant and a.id = n.area
left join persons p on p.tenant = n.tenant and p.id = n.author
join broadcasts b on b.tenant = n.tenant and b.id = (select max(x.id) from broadcasts x
    where x.tenant = n.tenant and x.notice = n.id)
where n.tenant = :tenant and n.id < :before and a.path >= :path_low and a.path < :path_high
order by n.id desc limit :count;

-- name: answered(tenant, broadcast, by_household)^
-- (who has answered or was told, everybody), in people or in households.
select coalesce(sum(d.done), 0), count(*) from (
    select max(case when answered_at is not null or told_at is not null then 1 else 0 end) as done from recipients
    where tenant = :tenant and broadcast = :broadcast
    group by case when :by_household = 1 and household <> 0 then household else -person end) d;

-- name: people_by_area(tenant, broadcast)
-- Of each micro-grid, and of those who live behind no known door: how many are told, have answered, and are silent.
select coalesce(a.id, 0), coalesce(a.path, ''), coalesce(g.name, ''), coalesce(a.name, ''), sum(c.everybody),
    sum(c.answered), sum(c.silent)
from (select coalesce(h.area, 0) as area, count(*) as everybody,
        sum(case when r.answered_at is not null or r.told_at is not null then 1 else 0 end) as answered,
        sum(case when r.answered_at is null and r.told_at is null and r.way not in ('cancelled', 'expired')
            then 1 else 0 end) as silent
    from recipients r
    left join households h on h.tenant = r.tenant and h.id = r.household
    where r.tenant = :tenant and r.broadcast = :broadcast group by coalesce(h.area, 0)) c
left join areas a on a.tenant = :tenant and a.id = c.area
left join areas g on g.tenant = a.tenant and g.id = a.parent
group by a.id, a.path, g.name, a.name order by coalesce(a.path, '');

-- name: households_by_area(tenant, broadcast)
-- The same where one answer counts for the whole door; who lives behind none counts alone.
select coalesce(a.id, 0), coalesce(a.path, ''), coalesce(g.name, ''), coalesce(a.name, ''), count(*), sum(d.answered),
    sum(d.silent)
from (select max(r.household) as household,
        max(case when r.answered_at is not null or r.told_at is not null then 1 else 0 end) as answered,
        case when max(case when r.answered_at is not null or r.told_at is not null then 1 else 0 end) = 1 then 0
            else max(case when r.way in ('cancelled', 'expired') then 0 else 1 end) end as silent
    from recipients r where r.tenant = :tenant and r.broadcast = :broadcast
    group by case when r.household <> 0 then r.household else -r.person end) d
left join households h on h.tenant = :tenant and h.id = d.household
left join areas a on a.tenant = h.tenant and a.id = h.area
left join areas g on g.tenant = a.tenant and g.id = a.parent
group by a.id, a.path, g.name, a.name order by coalesce(a.path, '');

-- name: of_area(tenant, broadcast, area)
-- From the doors of the area, which are few, to their rows of the ledger.
select l.person, l.household, p.name, p.phone, h.door, h.area, coalesce(a.name, ''), l.state, l.answer, l.answered_at,
    l.sent_at, l.failure, l.told_by, coalesce(l.account, ''),
    l.way in ('phone', 'knock') and exists (select 1 from addresses w where w.tenant = l.tenant and w.person = l.person
        and w.person <> 0 and w.state <> 'reachable' and w.open_until is not null)
from households h
join ledger l on l.tenant = h.tenant and l.broadcast = :broadcast and l.household = h.id
join persons p on p.tenant = l.tenant and p.id = l.person
left join areas a on a.tenant = h.tenant and a.id = h.area
where h.tenant = :tenant and h.area = :area order by h.door_key, h.id, l.person;

-- name: without_door(tenant, broadcast, after, count)
select l.person, l.household, p.name, p.phone, '', 0, '', l.state, l.answer, l.answered_at, l.sent_at, l.failure,
    l.told_by
from ledger l
join persons p on p.tenant = l.tenant and p.id = l.person
where l.tenant = :tenant and l.broadcast = :broadcast and l.household = 0 and l.person > :after
order by l.person limit :count;

-- name: in_outbox(tenant, broadcast, state, count)
-- Whose newest copy came to an end of this kind, from the index of a broadcast's copies.
select l.person, l.household, p.name, p.phone, coalesce(h.door, ''), coalesce(h.area, 0), coalesce(a.name, ''), l.state,
    l.answer, l.answered_at, l.sent_at, l.failure, l.told_by, coalesce(l.account, ''),
    l.way in ('phone', 'knock') and exists (select 1 from addresses w where w.tenant = l.tenant and w.person = l.person
        and w.person <> 0 and w.state <> 'reachable' and w.open_until is not null)
from outbox o
join ledger l on l.tenant = o.tenant and l.broadcast = o.broadcast and l.person = o.person and l.delivery = o.id
join persons p on p.tenant = l.tenant and p.id = l.person
left join households h on h.tenant = l.tenant and h.id = l.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where o.tenant = :tenant and o.broadcast = :broadcast and o.broadcast <> 0 and o.state = :state
and l.way = 'chat' and l.answered_at is null and l.told_at is null
order by o.id limit :count;

-- name: doors(tenant, keys)
select h.door from json_each(:keys) k cross join households h
where h.tenant = :tenant and h.id = k.value;

-- name: not_told(tenant, broadcast, rows)!
update recipients set way = (select case when p.phone <> '' then 'phone' else 'knock' end from persons p
    where p.tenant = recipients.tenant and p.id = recipients.person)
where tenant = :tenant and broadcast = :broadcast and way = 'chat' and answered_at is null and told_at is null
and person in (select value from json_each(:rows));
