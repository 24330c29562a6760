-- name: add(tenant, id, area, village, door, door_key, part, landlord, now)!
insert into households (tenant, id, area, village, door, door_key, part, landlord, created_at)
values (:tenant, :id, :area, :village, :door, :door_key, :part, :landlord, :now) on conflict do nothing;

-- name: at_door(tenant, village, door_key)
select id, village, area, door, part, landlord from households
where tenant = :tenant and village = :village and door_key = :door_key order by part, id limit 100;

-- name: by_id(tenant, id)^
select id, village, area, door, part, landlord from households where tenant = :tenant and id = :id;

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
