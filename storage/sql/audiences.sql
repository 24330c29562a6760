-- name: villages(tenant)
-- Areas to which people belong; each is computed by itself, so that no set grows with the district.
select a.id, a.path from areas a
where a.tenant = :tenant and exists (select 1 from persons p where p.tenant = a.tenant and p.village = a.id)
order by a.id limit 10000;

-- name: area_path(tenant, area)$
select path from areas where tenant = :tenant and id = :area;

-- name: in_village(tenant, village, after, count)
-- Family elsewhere (staff 2, no household) does not live there.
select p.id, p.household, p.village from persons p
where p.tenant = :tenant and p.village = :village and p.id > :after and p.state <> 'gone'
and (p.household <> 0 or p.staff <> 2) order by p.id limit :count;

-- name: in_area(tenant, path_low, path_high)
-- Of a part of a village. Cross joins bind SQLite to the order as written: from the few areas to their doors.
select p.id, p.household, p.village from areas a cross join households h cross join persons p
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and h.tenant = a.tenant and h.area = a.id and p.tenant = h.tenant and p.household = h.id and p.state <> 'gone';

-- name: in_building(tenant, village, beginning, length)
-- By comparing, since the order of door keys is the locale's on PostgreSQL and no range holds a building.
select p.id, p.household, p.village, h.door_key from households h cross join persons p
where h.tenant = :tenant and h.village = :village
and substr(h.door_key, 1, cast(:length as integer)) = cast(:beginning as text)
and p.tenant = h.tenant and p.household = h.id and p.state <> 'gone';

-- name: with_role(tenant, role, path_low, path_high)
select p.id, p.household, p.village from areas a cross join roles r cross join persons p
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and r.tenant = a.tenant and r.area = a.id and r.role = :role
and p.tenant = r.tenant and p.id = r.person and p.state <> 'gone';

-- name: with_status(tenant, status, at, path_low, path_high)
select p.id, p.household, p.village from household_statuses s cross join persons p
join households h on h.tenant = p.tenant and h.id = p.household
join areas v on v.tenant = h.tenant and v.id = h.village
left join areas a on a.tenant = h.tenant and a.id = h.area
where s.tenant = :tenant and s.status = :status and s.since <= :at and (s.until is null or s.until > :at)
and p.tenant = s.tenant and p.household = s.household and p.state <> 'gone'
and coalesce(a.path, v.path) >= :path_low and coalesce(a.path, v.path) < :path_high;

-- name: ordered(tenant, window, after, count)
select p.id, p.household, p.village, o.id from orders o
join persons p on p.tenant = o.tenant and p.id = o.person
where o.tenant = :tenant and o.window_id = :window and o.id > :after and o.state = 'confirmed'
and p.state <> 'gone' order by o.id limit :count;

-- name: at_household(tenant, household)
select id, household, village from persons
where tenant = :tenant and household = :household and household <> 0 and state <> 'gone' order by id limit 200;

-- name: one(tenant, person)
select id, household, village from persons where tenant = :tenant and id = :person and state <> 'gone';

-- name: told(tenant, notice)
-- The sendings of a notice in which silence counts. A rule asks anew each time: its newest, and what came after it.
select b.id, n.counted from broadcasts b join notices n on n.tenant = b.tenant and n.id = b.notice
where b.tenant = :tenant and b.notice = :notice and b.operation = 'send' and b.frozen_at is not null
and b.id >= coalesce((select max(r.id) from broadcasts r where r.tenant = :tenant and r.notice = :notice
    and r.operation = 'send' and r.rule <> 0 and r.frozen_at is not null), 0)
order by b.id limit 1000;

-- name: silent(tenant, broadcast, after, count)
-- As on the ledger, and without those whose turn to be told has not come yet.
select p.id, p.household, p.village, r.household from recipients r
join persons p on p.tenant = r.tenant and p.id = r.person
where r.tenant = :tenant and r.broadcast = :broadcast and r.person > :after and r.answered_at is null
and r.told_at is null and r.way not in ('waiting', 'cancelled', 'expired') and p.state <> 'gone' order by r.person limit :count;

-- name: answered(tenant, broadcast, after, count)
-- Who needs no second word: an answer, or told at the door.
select r.person, r.household from recipients r
where r.tenant = :tenant and r.broadcast = :broadcast and r.person > :after
and (r.answered_at is not null or r.told_at is not null) order by r.person limit :count;

-- name: doors_of(tenant, village)
select door_key, door from households where tenant = :tenant and village = :village limit 50000;
