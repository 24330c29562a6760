-- name: add(tenant, id, area, village, household, person, observation, source, record, temperature, symptoms, words, handover, now)!
insert into health_alarms (tenant, id, area, village, household, person, observation, source, record, temperature,
    symptoms, words, handover, at)
values (:tenant, :id, :area, :village, :household, :person, :observation, :source, :record,
    cast(:temperature as bigint), :symptoms, :words, :handover, :now);

-- name: by_id(tenant, id)^
-- With their own telephone or, where they have none or nobody said who it is, one of their household's.
select a.id, a.area, a.village, a.household, a.person, a.observation, a.source, a.record, a.temperature, a.symptoms,
    a.words, a.handover, a.level, a.at, a.closed_at, a.closed_by, a.outcome, a.note, coalesce(p.name, ''),
    coalesce(h.door, ''), coalesce(nullif(p.phone, ''), (
        select m.phone from persons m where m.tenant = a.tenant and m.household = a.household and a.household <> 0
        and m.phone <> '' and m.state <> 'gone' order by m.id limit 1), ''),
    coalesce(v.taken_by, 0), coalesce(t.name, ''), v.taken_at, coalesce(c.name, ''),
    exists (select 1 from nucleic_tests n where n.tenant = a.tenant and n.id = a.record)
from health_alarms a
left join persons p on p.tenant = a.tenant and p.id = a.person and a.person <> 0
left join households h on h.tenant = a.tenant and h.id = a.household
left join handovers v on v.tenant = a.tenant and v.id = a.handover
left join persons t on t.tenant = v.tenant and t.id = v.taken_by and v.taken_by <> 0
left join persons c on c.tenant = a.tenant and c.id = a.closed_by and a.closed_by <> 0
where a.tenant = :tenant and a.id = :id;

-- name: open_of_person(tenant, person)$
select id from health_alarms
where tenant = :tenant and person = :person and person <> 0 and closed_at is null order by id desc limit 1;

-- name: open_of_household(tenant, household)$
-- An ill person whom nobody named.
select id from health_alarms
where tenant = :tenant and household = :household and person = 0 and closed_at is null order by id desc limit 1;

-- name: open_at_home(tenant, household)
select id from health_alarms
where tenant = :tenant and household = :household and closed_at is null order by id limit 30;

-- name: of_handover(tenant, handover)$
select id from health_alarms where tenant = :tenant and handover = :handover;

-- name: open_in(tenant, path_low, path_high)
select a.id, a.area, a.village, a.household, a.person, a.observation, a.source, a.record, a.temperature, a.symptoms,
    a.words, a.handover, a.level, a.at, a.closed_at, a.closed_by, a.outcome, a.note, coalesce(p.name, ''),
    coalesce(h.door, ''), coalesce(nullif(p.phone, ''), (
        select m.phone from persons m where m.tenant = a.tenant and m.household = a.household and a.household <> 0
        and m.phone <> '' and m.state <> 'gone' order by m.id limit 1), ''),
    coalesce(v.taken_by, 0), coalesce(t.name, ''), v.taken_at, coalesce(c.name, ''),
    exists (select 1 from nucleic_tests n where n.tenant = a.tenant and n.id = a.record)
from areas x
cross join health_alarms a
left join persons p on p.tenant = a.tenant and p.id = a.person and a.person <> 0
left join households h on h.tenant = a.tenant and h.id = a.household
left join handovers v on v.tenant = a.tenant and v.id = a.handover
left join persons t on t.tenant = v.tenant and t.id = v.taken_by and v.taken_by <> 0
left join persons c on c.tenant = a.tenant and c.id = a.closed_by and a.closed_by <> 0
where x.tenant = :tenant and x.path >= :path_low and x.path < :path_high
and a.tenant = x.tenant and a.area = x.id and a.closed_at is null order by a.id limit 500;

-- name: count_open(tenant, path_low, path_high)$
select count(*) from areas x
cross join health_alarms a
where x.tenant = :tenant and x.path >= :path_low and x.path < :path_high
and a.tenant = x.tenant and a.area = x.id and a.closed_at is null;

-- name: of_person(tenant, person)
select id from health_alarms where tenant = :tenant and person = :person and person <> 0 order by id desc limit 50;

-- name: climb(tenant, id, level_before, level_after)!
update health_alarms set level = :level_after
where tenant = :tenant and id = :id and level = :level_before and closed_at is null;

-- name: say_more(tenant, id, now, lately, most)!
-- Guarded: of what is said again and again of one illness so much is passed on and no more.
update health_alarms set more = case when more_since > :lately then more + 1 else 1 end,
    more_since = case when more_since > :lately then more_since else :now end
where tenant = :tenant and id = :id and closed_at is null and (more_since <= :lately or more < :most);

-- name: close(tenant, id, closed_by, outcome, note, now)!
update health_alarms set closed_at = :now, closed_by = :closed_by, outcome = :outcome, note = :note
where tenant = :tenant and id = :id and closed_at is null;

-- name: settle(tenant, person, household, village, area)!
update health_alarms set household = :household, village = :village, area = :area
where tenant = :tenant and person = :person and person <> 0 and closed_at is null;
