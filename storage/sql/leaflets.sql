-- name: homes_of_building(tenant, village, beginning, length)
-- By comparing, since the order of door keys is the locale's on PostgreSQL and no range holds a building.
select id, door_key, door, area from households
where tenant = :tenant and village = :village
and substr(door_key, 1, cast(:length as integer)) = cast(:beginning as text)
order by door_key, part, id limit 2000;

-- name: give(tenant, broadcast, kind, household, place, worker, now)!
-- Whoever had it has it no longer.
update doors set given_to = :worker, given_at = :now
where tenant = :tenant and broadcast = :broadcast and kind = :kind and household = :household and place = :place
and done_at is null and given_to <> :worker;

-- name: was_done(tenant, broadcast, kind, household, place)$
select 1 from doors where tenant = :tenant and broadcast = :broadcast and kind = :kind and household = :household
and place = :place and done_at is not null limit 1;

-- name: of_person(tenant, person)
select d.id, d.broadcast, d.kind, d.household, d.place, coalesce(h.door, ''), coalesce(h.door_key, ''), d.given_to,
    d.made_by, d.done_at
from doors d left join households h on h.tenant = d.tenant and h.id = d.household and d.household <> 0
where d.tenant = :tenant and d.given_to = :person and d.given_to <> 0 and d.done_at is null
and d.kind in ('leaflet', 'poster') order by d.id limit 2000;

-- name: by_id(tenant, id)^
select d.id, d.broadcast, d.kind, d.household, d.place, coalesce(h.door, ''), coalesce(h.door_key, ''), d.given_to,
    d.made_by, d.done_at
from doors d left join households h on h.tenant = d.tenant and h.id = d.household and d.household <> 0
where d.tenant = :tenant and d.id = :id and d.kind in ('leaflet', 'poster');

-- name: done(tenant, id, by, now)!
update doors set done_at = :now, done_by = :by, outcome = 'done'
where tenant = :tenant and id = :id and given_to = :by and done_at is null and kind in ('leaflet', 'poster');

-- name: tally(tenant, broadcast)
select d.given_to, coalesce(p.name, ''), d.kind, count(*), sum(case when d.done_at is not null then 1 else 0 end)
from doors d left join persons p on p.tenant = d.tenant and p.id = d.given_to
where d.tenant = :tenant and d.broadcast = :broadcast and d.kind in ('leaflet', 'poster')
group by d.given_to, p.name, d.kind order by d.given_to, d.kind;

-- name: undone(tenant, broadcast, count)
select d.id, d.broadcast, d.kind, d.household, d.place, coalesce(h.door, ''), coalesce(h.door_key, ''), d.given_to,
    d.made_by, d.done_at
from doors d left join households h on h.tenant = d.tenant and h.id = d.household and d.household <> 0
where d.tenant = :tenant and d.broadcast = :broadcast and d.kind in ('leaflet', 'poster') and d.done_at is null
order by d.given_to, d.kind, d.id limit :count;
