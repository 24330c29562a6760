-- name: open_in(tenant, path_low, path_high)
-- All that is open in an area, only what its counts and filters need.
select a.path, o.household, o.id, o.area, o.person, o.stages, o.times, o.pauses, o.last_slot, o.enrolled_at, o.ends_at
from areas a
cross join observations o
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and o.tenant = a.tenant and o.area = a.id and o.state = 'open' limit 100000;

-- name: over_in(tenant, path_low, path_high, since, until)
-- Released, or ended before their time, since then and before `until`.
select o.id from areas a
cross join observations o
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and o.tenant = a.tenant and o.area = a.id and o.ended_at is not null and o.ended_at >= :since and o.ended_at < :until
order by o.ended_at desc, o.id desc limit 1000;

-- name: red(tenant, path_low, path_high)
-- Of whom an alarm is open. Alarms of households in which nobody was named count for nobody's case.
select distinct h.person from areas a
cross join health_alarms h
where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
and h.tenant = a.tenant and h.area = a.id and h.closed_at is null and h.person <> 0;

-- name: names(tenant, keys)
select p.id, p.name, p.phone from json_each(:keys) k
cross join persons p
where p.tenant = :tenant and p.id = k.value;

-- name: reports(tenant, observation)
-- All of a case, those that were corrected too, with who made them.
select c.id, c.observation, c.slot, c.temperature, c.symptoms, c.result, c.source, c.reported_by, c.saying, c.at,
    c.replaces, c.alarm, coalesce(p.name, '')
from check_ins c left join persons p on p.tenant = c.tenant and p.id = c.reported_by
where c.tenant = :tenant and c.observation = :observation order by c.slot, c.id limit 500;

-- name: exported(tenant, after, count)
-- Cases in the order of their ids, with the names that belong to them and what was reported.
select o.id, v.name, coalesce(a.name, ''), coalesce(r.name, ''), coalesce(e.name, ''), coalesce(b.name, ''),
    (select count(*) from check_ins c where c.tenant = o.tenant and c.observation = o.id),
    (select count(*) from check_ins c
        where c.tenant = o.tenant and c.observation = o.id and c.result = 'abnormal')
from observations o
join areas v on v.tenant = o.tenant and v.id = o.village
left join areas a on a.tenant = o.tenant and a.id = o.area
left join persons r on r.tenant = o.tenant and r.id = o.reporter
left join persons e on e.tenant = o.tenant and e.id = o.enrolled_by
left join persons b on b.tenant = o.tenant and b.id = o.ended_by and o.ended_by <> 0
where o.tenant = :tenant and o.id > :after order by o.id limit :count;
