-- name: waiting(tenant, path_low, path_high, count)
-- Health alarms are on the red list, where it is also said what was done about them.
select h.id, h.kind, h.person, coalesce(p.name, ''), coalesce(p.phone, ''), coalesce(d.door, ''),
    h.saying, h.at, 0, '', 0
from handovers h
left join persons p on p.tenant = h.tenant and p.id = h.person
left join areas v on v.tenant = p.tenant and v.id = p.village
left join households d on d.tenant = p.tenant and d.id = p.household
left join areas a on a.tenant = d.tenant and a.id = d.area
where h.tenant = :tenant and h.taken_at is null and h.kind <> 'health'
and coalesce(a.path, v.path, '') >= :path_low and coalesce(a.path, v.path, '') < :path_high
order by case when substr(h.kind, 1, 6) = 'danger' then 0 else 1 end, h.id limit :count;

-- name: taken(tenant, path_low, path_high, after, count)
select h.id, h.kind, h.person, coalesce(p.name, ''), coalesce(p.phone, ''), coalesce(d.door, ''),
    h.saying, h.at, h.taken_by, coalesce(t.name, ''), h.taken_at
from handovers h
left join persons p on p.tenant = h.tenant and p.id = h.person
left join areas v on v.tenant = p.tenant and v.id = p.village
left join households d on d.tenant = p.tenant and d.id = p.household
left join areas a on a.tenant = d.tenant and a.id = d.area
left join persons t on t.tenant = h.tenant and t.id = h.taken_by
where h.tenant = :tenant and h.taken_at is not null and h.id > :after and h.kind <> 'health'
and coalesce(a.path, v.path, '') >= :path_low and coalesce(a.path, v.path, '') < :path_high
order by h.id desc limit :count;

-- name: path_of(tenant, id)^
-- Where a hand-over belongs: the area of the person's household, their village, or nowhere.
select coalesce(a.path, v.path, ''), h.person
from handovers h
left join persons p on p.tenant = h.tenant and p.id = h.person
left join areas v on v.tenant = p.tenant and v.id = p.village
left join households d on d.tenant = p.tenant and d.id = p.household
left join areas a on a.tenant = d.tenant and a.id = d.area
where h.tenant = :tenant and h.id = :id;

-- name: troubled(tenant, path_low, path_high, count)
-- Copies of a notice stand on its own board.
select o.id, o.account, o.priority, o.state, o.failure, o.attempts, o.created_at, o.person, coalesce(p.name, ''),
    coalesce(p.phone, ''), coalesce(d.door, ''), case when x.state = 'unreachable' then 1 else 0 end
from outbox o
left join persons p on p.tenant = o.tenant and p.id = o.person
left join areas v on v.tenant = p.tenant and v.id = p.village
left join households d on d.tenant = p.tenant and d.id = p.household
left join areas a on a.tenant = d.tenant and a.id = d.area
left join addresses x on x.tenant = o.tenant and x.account = o.account and x.chat = o.chat
where o.tenant = :tenant and o.state in ('failed', 'unknown') and o.broadcast = 0
and coalesce(a.path, v.path, '') >= :path_low and coalesce(a.path, v.path, '') < :path_high
order by o.id desc limit :count;

-- name: held_up(tenant)
-- What was tried and waits to be tried again: a door is shut, or its settings are wrong.
select account, count(*), min(created_at), max(failure) from outbox
where tenant = :tenant and state = 'queued' and failure <> '' and due < 9007199254740991
group by account order by account;

-- name: unheard(tenant)
-- What waits for its reader's next word.
select account, count(*), min(created_at) from outbox
where tenant = :tenant and state = 'queued' and due = 9007199254740991 group by account order by account;

-- name: count_waiting(tenant, path_low, path_high)$
select count(*) from handovers h
left join persons p on p.tenant = h.tenant and p.id = h.person
left join areas v on v.tenant = p.tenant and v.id = p.village
left join households d on d.tenant = p.tenant and d.id = p.household
left join areas a on a.tenant = d.tenant and a.id = d.area
where h.tenant = :tenant and h.taken_at is null and h.kind <> 'health'
and coalesce(a.path, v.path, '') >= :path_low and coalesce(a.path, v.path, '') < :path_high;

-- name: count_troubled(tenant, path_low, path_high)$
select count(*) from outbox o
left join persons p on p.tenant = o.tenant and p.id = o.person
left join areas v on v.tenant = p.tenant and v.id = p.village
left join households d on d.tenant = p.tenant and d.id = p.household
left join areas a on a.tenant = d.tenant and a.id = d.area
where o.tenant = :tenant and o.state in ('failed', 'unknown') and o.broadcast = 0
and coalesce(a.path, v.path, '') >= :path_low and coalesce(a.path, v.path, '') < :path_high;
