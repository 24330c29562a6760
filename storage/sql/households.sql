-- name: add(tenant, id, area, village, door, door_key, part, landlord, now)!
insert into households (tenant, id, area, village, door, door_key, part, landlord, created_at)
values (:tenant, :id, :area, :village, :door, :door_key, :part, :landlord, :now) on conflict do nothing;

-- name: at_door(tenant, village, door_key)
select id, village, area, door, part, landlord from households
where tenant = :tenant and village = :village and door_key = :door_key order by part, id limit 100;

-- name: by_id(tenant, id)^
select id, village, area, door, part, landlord from households where tenant = :tenant and id = :id;

-- name: path(tenant, id)$
select coalesce(a.path, v.path) from households h
join areas v on v.tenant = h.tenant and v.id = h.village
left join areas a on a.tenant = h.tenant and a.id = h.area
where h.tenant = :tenant and h.id = :id;

-- name: in_area(tenant, area)
select id, village, area, door, part, landlord from households
where tenant = :tenant and area = :area order by door_key, part limit 2000;

-- name: add_status(tenant, id, household, status, since, until, noted_by, now)!
insert into household_statuses (tenant, id, household, status, since, until, noted_by, noted_at)
values (:tenant, :id, :household, :status, :since, cast(:until as bigint), :noted_by, :now);

-- name: end_status(tenant, household, status, now)!
update household_statuses set until = :now
where tenant = :tenant and household = :household and status = :status and since <= :now
and (until is null or until > :now);

-- name: with_status(tenant, village, status, at)
select distinct s.household from households h
join household_statuses s on s.tenant = h.tenant and s.household = h.id
where h.tenant = :tenant and h.village = :village and s.status = :status and s.since <= :at
and (s.until is null or s.until > :at);

-- name: statuses(tenant, household, at)
select status, since, until from household_statuses
where tenant = :tenant and household = :household and since <= :at and (until is null or until > :at)
order by since, id limit 50;

-- name: orderers(tenant, household, window)
-- Who ordered for a household in a window, or entered something of it as family elsewhere. Left joins bind SQLite to
-- the order as written: from the few orders of the household.
select o.person from orders o
where o.tenant = :tenant and o.household = :household and o.window_id = :window
and exists (select 1 from order_lines l where l.tenant = o.tenant and l.order_id = o.id)
union
select l.entered_by from orders o
left join order_lines l on l.tenant = o.tenant and l.order_id = o.id
where o.tenant = :tenant and o.household = :household and o.window_id = :window
and l.entered_by in (select r.person from relatives r
    where r.tenant = :tenant and r.household = :household and r.neighbour = 0);

-- name: reachable(tenant, household)
-- Who of a household reads somewhere.
select p.id from persons p
where p.tenant = :tenant and p.household = :household and p.state <> 'gone'
and exists (select 1 from addresses a
    where a.tenant = p.tenant and a.person = p.id and a.person <> 0 and a.state = 'reachable')
order by p.id limit 50;

-- name: holding_any(tenant, keys, states, at)
select distinct s.household from json_each(:keys) k
cross join household_statuses s on s.tenant = :tenant and s.household = k.value
where s.status in (select value from json_each(:states)) and s.since <= :at and (s.until is null or s.until > :at);
