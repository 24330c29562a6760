-- name: add(tenant, id, number, person, household, village, area, ground, came_from, exposed, counting, policy, stages, times, reporter, ends_at, returnee, enrolled_by, now)!
-- One open case a person.
insert into observations (tenant, id, number, person, household, village, area, ground, came_from, exposed, counting,
    policy, stages, times, reporter, state, ends_at, returnee, enrolled_by, enrolled_at)
values (:tenant, :id, :number, :person, :household, :village, :area, :ground, :came_from, :exposed, :counting,
    :policy, :stages, :times, :reporter, 'open', :ends_at, :returnee, :enrolled_by, :now) on conflict do nothing;

-- name: last_number(tenant, village)$
select coalesce(max(number), 0) from observations where tenant = :tenant and village = :village;

-- name: by_id(tenant, id)^
select o.id, o.number, o.person, o.household, o.village, o.area, o.ground, o.came_from, o.exposed, o.counting, o.policy,
    o.stages, o.times, o.pauses, o.reporter, o.state, o.last_slot, o.returnee, o.enrolled_by, o.enrolled_at,
    o.acknowledged_at, o.ended_by, o.ended_at, p.name, coalesce(h.door, ''), p.phone
from observations o
left join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
where o.tenant = :tenant and o.id = :id;

-- name: by_number(tenant, village, number)$
select id from observations where tenant = :tenant and village = :village and number = :number;

-- name: of_person(tenant, person)
-- The newest first: the open one is among the last few.
select id, state from observations where tenant = :tenant and person = :person order by id desc limit 20;

-- name: of_reporter(tenant, reporter)
select id from observations where tenant = :tenant and reporter = :reporter and state = 'open' order by id limit 30;

-- name: any_for(tenant, person, household)$
-- Whether somebody might report for anybody: of nearly all who write it is all that is asked.
select exists (select 1 from observations where tenant = :tenant and reporter = :person and state = 'open')
    or exists (select 1 from observations where tenant = :tenant and household = :household and state = 'open')
    or exists (select 1 from sites where tenant = :tenant and keeper = :person and keeper <> 0 and closed_at is null);

-- name: of_household(tenant, household)
select id from observations where tenant = :tenant and household = :household and state = 'open'
order by id limit 30;

-- name: some(tenant, keys)
select o.id, o.number, o.person, o.household, o.village, o.area, o.ground, o.came_from, o.exposed, o.counting, o.policy,
    o.stages, o.times, o.pauses, o.reporter, o.state, o.last_slot, o.returnee, o.enrolled_by, o.enrolled_at,
    o.acknowledged_at, o.ended_by, o.ended_at, p.name, coalesce(h.door, ''), p.phone
from json_each(:keys) k
cross join observations o
left join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
where o.tenant = :tenant and o.id = k.value
order by o.household, o.id;

-- name: in_area(tenant, path_low, path_high, after, count)
-- What is open in an area, a page at a time. Cross joins bind SQLite to the order as written.
select o.id, o.number, o.person, o.household, o.village, o.area, o.ground, o.came_from, o.exposed, o.counting, o.policy,
    o.stages, o.times, o.pauses, o.reporter, o.state, o.last_slot, o.returnee, o.enrolled_by, o.enrolled_at,
    o.acknowledged_at, o.ended_by, o.ended_at, p.name, coalesce(h.door, ''), p.phone
from areas a
cross join observations o
left join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and o.tenant = a.tenant and o.area = a.id and o.state = 'open' and o.id > :after
order by o.id limit :count;

-- name: over_in(tenant, path_low, path_high, now)
-- Whose days are over and who is not released, in an area and its parts.
select o.id, o.ends_at, o.person, p.name, coalesce(h.door, ''), p.phone
from areas a
cross join observations o
left join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and o.tenant = a.tenant and o.area = a.id and o.state = 'open' and o.ends_at <= :now
order by o.ends_at, o.id limit 500;

-- name: in_village(tenant, village)
select o.id, o.number, o.person, o.household, o.village, o.area, o.ground, o.came_from, o.exposed, o.counting, o.policy,
    o.stages, o.times, o.pauses, o.reporter, o.state, o.last_slot, o.returnee, o.enrolled_by, o.enrolled_at,
    o.acknowledged_at, o.ended_by, o.ended_at, p.name, coalesce(h.door, ''), p.phone
from observations o
left join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
where o.tenant = :tenant and o.village = :village and o.state = 'open' order by o.id;

-- name: villages(tenant)
select distinct village from observations where tenant = :tenant and state = 'open' order by village;

-- name: change(tenant, id, state_before, state_after, stages, times, pauses, reporter, ends_at, ended_by, ended_at)!
update observations set stages = :stages, times = :times, pauses = :pauses, reporter = :reporter, ends_at = :ends_at,
    state = :state_after, ended_by = :ended_by, ended_at = cast(:ended_at as bigint)
where tenant = :tenant and id = :id and state = :state_before;

-- name: settle(tenant, id, household, village, area, number)!
update observations set household = :household, village = :village, area = :area, number = :number
where tenant = :tenant and id = :id and state = 'open';

-- name: acknowledge(tenant, id, now)!
update observations set acknowledged_at = :now where tenant = :tenant and id = :id and acknowledged_at is null;

-- name: reported(tenant, id, slot)!
update observations set last_slot = :slot where tenant = :tenant and id = :id and last_slot < :slot;

-- name: note_change(tenant, id, observation, kind, who, why, held, now)!
insert into observation_changes (tenant, id, observation, kind, who, at, why, held)
values (:tenant, :id, :observation, :kind, :who, :now, :why, :held);

-- name: changes(tenant, observation)
select c.id, c.kind, c.who, coalesce(p.name, ''), c.at, c.why, c.held from observation_changes c
left join persons p on p.tenant = c.tenant and p.id = c.who
where c.tenant = :tenant and c.observation = :observation order by c.id limit 200;

-- name: fall_behind(tenant, id, slot)!
-- A worker is told that there is no report for a time.
update observations set behind = :slot where tenant = :tenant and id = :id and behind < :slot;

-- name: behind(tenant, path_low, path_high)
-- Of whom a worker was told, and no report has come since. taken: the worker who sees to it, in a list of one.
select o.id, o.household, o.reporter, o.behind, coalesce(p.name, ''), coalesce(h.door, ''), coalesce(r.name, ''),
    coalesce(nullif(r.phone, ''), p.phone, ''), coalesce(t.told, '[]')
from areas a
cross join observations o
left join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
left join persons r on r.tenant = o.tenant and r.id = o.reporter
left join report_calls t on t.tenant = o.tenant and t.reporter = o.reporter and t.slot = o.behind and t.level = 4
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and o.tenant = a.tenant and o.area = a.id and o.state = 'open' and o.behind > o.last_slot and o.behind > 0
order by o.household, o.id limit 500;

-- name: called(tenant, keys)
select o.id, o.called from json_each(:keys) k
cross join observations o where o.tenant = :tenant and o.id = k.value;

-- name: call(tenant, id, called)!
update observations set called = :called where tenant = :tenant and id = :id;
