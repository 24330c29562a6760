-- name: add(tenant, id, household, area, person, name, phone, number, origin, arrived, transport, vehicle, seat, companions, code, test, tested, words, risk, state, visit, replaces, said_by, now)!
insert into returnees (tenant, id, household, area, person, name, phone, number_of, origin, arrived, transport, vehicle,
    seat, companions, code, test, tested, words, risk, state, visit, replaces, said_by, said_at)
values (:tenant, :id, :household, :area, :person, :name, :phone, :number, :origin, :arrived, :transport, :vehicle,
    :seat, :companions, :code, :test, :tested, :words, :risk, :state, :visit, :replaces, :said_by, :now);

-- name: by_id(tenant, id)^
select r.id, r.household, r.area, r.person, r.name, r.phone, r.number_of, r.origin, r.arrived, r.transport, r.vehicle,
    r.seat, r.companions, r.code, r.test, r.tested, r.words, r.risk, r.state, r.why, r.visit, r.replaces, r.same_as,
    r.said_by, r.said_at, coalesce(h.door, '') || coalesce(h.part, '')
from returnees r left join households h on h.tenant = r.tenant and h.id = r.household
where r.tenant = :tenant and r.id = :id;

-- name: of_household(tenant, household)
select r.id, r.household, r.area, r.person, r.name, r.phone, r.number_of, r.origin, r.arrived, r.transport, r.vehicle,
    r.seat, r.companions, r.code, r.test, r.tested, r.words, r.risk, r.state, r.why, r.visit, r.replaces, r.same_as,
    r.said_by, r.said_at, coalesce(h.door, '') || coalesce(h.part, '')
from returnees r left join households h on h.tenant = r.tenant and h.id = r.household
where r.tenant = :tenant and r.household = :household order by r.id desc limit 50;

-- name: with_phone(tenant, phone)
select r.id, r.household, r.area, r.person, r.name, r.phone, r.number_of, r.origin, r.arrived, r.transport, r.vehicle,
    r.seat, r.companions, r.code, r.test, r.tested, r.words, r.risk, r.state, r.why, r.visit, r.replaces, r.same_as,
    r.said_by, r.said_at, coalesce(h.door, '') || coalesce(h.part, '')
from returnees r left join households h on h.tenant = r.tenant and h.id = r.household
where r.tenant = :tenant and r.phone = :phone and r.phone <> '' order by r.id desc limit 20;

-- name: undecided(tenant, path_low, path_high)
-- Who is to come, or has come and nobody decided what follows. A cross join binds SQLite to the order as written.
select r.id, r.household, r.area, r.person, r.name, r.phone, r.number_of, r.origin, r.arrived, r.transport, r.vehicle,
    r.seat, r.companions, r.code, r.test, r.tested, r.words, r.risk, r.state, r.why, r.visit, r.replaces, r.same_as,
    r.said_by, r.said_at, coalesce(h.door, '') || coalesce(h.part, '')
from areas a cross join returnees r left join households h on h.tenant = r.tenant and h.id = r.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and r.tenant = a.tenant and r.area = a.id and r.state in ('planned', 'open') order by r.id limit 500;

-- name: in_area(tenant, path_low, path_high, first_day)
-- Who came since a day, or is to come, or said no day, or is undecided still; a cross join binds SQLite to the order as written.
select r.id, r.household, r.area, r.person, r.name, r.phone, r.number_of, r.origin, r.arrived, r.transport, r.vehicle,
    r.seat, r.companions, r.code, r.test, r.tested, r.words, r.risk, r.state, r.why, r.visit, r.replaces, r.same_as,
    r.said_by, r.said_at, coalesce(h.door, '') || coalesce(h.part, '')
from areas a cross join returnees r left join households h on h.tenant = r.tenant and h.id = r.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and r.tenant = a.tenant and r.area = a.id and (r.arrived >= :first_day or r.arrived = '' or r.state in ('planned', 'open'))
and r.state not in ('replaced', 'same') order by r.arrived desc, r.id desc limit 2000;

-- name: decide(tenant, id, state_before, state_after, why, worker, now)!
-- Guarded: of two who decide, one does.
update returnees set state = :state_after, why = :why, decided_by = :worker, decided_at = :now
where tenant = :tenant and id = :id and state = :state_before;

-- name: is_same(tenant, id, other, worker, now)!
update returnees set state = 'same', same_as = :other, decided_by = :worker, decided_at = :now
where tenant = :tenant and id = :id and state in ('planned', 'open', 'observed', 'not_needed');

-- name: every(tenant, after, count)
select v.name, a.name, coalesce(w.name, ''),
    r.id, r.household, r.area, r.person, r.name, r.phone, r.number_of, r.origin, r.arrived, r.transport, r.vehicle,
    r.seat, r.companions, r.code, r.test, r.tested, r.words, r.risk, r.state, r.why, r.visit, r.replaces, r.same_as,
    r.said_by, r.said_at, coalesce(h.door, '') || coalesce(h.part, '')
from returnees r
left join households h on h.tenant = r.tenant and h.id = r.household
left join areas v on v.tenant = h.tenant and v.id = h.village
left join areas a on a.tenant = r.tenant and a.id = r.area
left join persons w on w.tenant = r.tenant and w.id = r.said_by
where r.tenant = :tenant and r.id > :after order by r.id limit :count;

-- name: add_risk(tenant, id, name, risk_level, first_day, last_day, noted_by, now)!
insert into risk_areas (tenant, id, name, level, since, until, noted_by, noted_at)
values (:tenant, :id, :name, :risk_level, :first_day, :last_day, :noted_by, :now) on conflict do nothing;

-- name: end_risk(tenant, name, risk_level, first_day, last_day)!
update risk_areas set until = :last_day
where tenant = :tenant and name = :name and level = :risk_level and since = :first_day and until <> :last_day;

-- name: risks(tenant, first_day, last_day)
-- The places at risk on any day from one to another.
select name, level, since, until from risk_areas
where tenant = :tenant and since <= :last_day and (until = '' or until >= :first_day)
order by since desc, name limit 5000;
