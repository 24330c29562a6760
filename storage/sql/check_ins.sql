-- name: add(tenant, id, observation, slot, temperature, symptoms, result, source, reported_by, saying, replaces, alarm, now)!
insert into check_ins (tenant, id, observation, slot, temperature, symptoms, result, source, reported_by, saying, at,
    replaces, alarm)
values (:tenant, :id, :observation, :slot, cast(:temperature as bigint), :symptoms, :result, :source, :reported_by,
    :saying, :now, :replaces, :alarm);

-- name: of_case(tenant, observation, since)
-- What holds: a report that was corrected is left out.
select c.id, c.observation, c.slot, c.temperature, c.symptoms, c.result, c.source, c.reported_by, c.saying, c.at,
    c.replaces, c.alarm
from check_ins c where c.tenant = :tenant and c.observation = :observation and c.slot >= :since
and not exists (select 1 from check_ins r where r.tenant = c.tenant and r.replaces = c.id and r.replaces <> 0)
order by c.slot, c.id limit 500;

-- name: of_cases(tenant, keys, since)
select c.id, c.observation, c.slot, c.temperature, c.symptoms, c.result, c.source, c.reported_by, c.saying, c.at,
    c.replaces, c.alarm
from json_each(:keys) k
cross join check_ins c
where c.tenant = :tenant and c.observation = k.value and c.slot >= :since
and not exists (select 1 from check_ins r where r.tenant = c.tenant and r.replaces = c.id and r.replaces <> 0)
order by c.observation, c.slot, c.id;

-- name: by_id(tenant, id)^
select id, observation, slot, temperature, symptoms, result, source, reported_by, saying, at, replaces, alarm
from check_ins where tenant = :tenant and id = :id;

-- name: latest(tenant, observation)^
select c.id, c.observation, c.slot, c.temperature, c.symptoms, c.result, c.source, c.reported_by, c.saying, c.at,
    c.replaces, c.alarm
from check_ins c where c.tenant = :tenant and c.observation = :observation
and not exists (select 1 from check_ins r where r.tenant = c.tenant and r.replaces = c.id and r.replaces <> 0)
order by c.slot desc, c.id desc limit 1;

-- name: slots(tenant, observation)
-- The times for which a temperature came: words alone, and that nobody was there, are no report.
select distinct slot from check_ins
where tenant = :tenant and observation = :observation and temperature is not null;

-- name: add_chronic(tenant, id, person, symptom, note, noted_by, now)!
insert into chronic_symptoms (tenant, id, person, symptom, note, noted_by, noted_at)
values (:tenant, :id, :person, :symptom, :note, :noted_by, :now);

-- name: chronic(tenant, person)
select distinct symptom from chronic_symptoms where tenant = :tenant and person = :person and ended_at is null;

-- name: end_chronic(tenant, person, symptom, now)!
update chronic_symptoms set ended_at = :now
where tenant = :tenant and person = :person and symptom = :symptom and ended_at is null;

-- name: note_call(tenant, reporter, slot, level, told, now)!
-- Once for each level, whoever looks.
insert into report_calls (tenant, reporter, slot, level, at, told)
values (:tenant, :reporter, :slot, :level, :now, :told) on conflict do nothing;

-- name: not_asked(tenant, reporter)!
-- The newest request for a report came nowhere; one that was repeated had come.
delete from report_calls where tenant = :tenant and reporter = :reporter and level = 0 and slot = (
    select max(c.slot) from report_calls c where c.tenant = :tenant and c.reporter = :reporter)
and not exists (select 1 from report_calls l where l.tenant = report_calls.tenant
    and l.reporter = report_calls.reporter and l.slot = report_calls.slot and l.level > 0);

-- name: calls(tenant, reporter, slot)
select level, at, told from report_calls where tenant = :tenant and reporter = :reporter and slot = :slot
order by level;

-- name: exported(tenant, after, count)
-- Everything that was reported, what was corrected too.
select c.id, coalesce(v.name, ''), coalesce(a.name, ''), o.number, coalesce(h.door, ''), coalesce(p.name, ''), c.slot,
    c.temperature, c.symptoms, c.result, c.source, coalesce(r.name, ''), c.at, c.replaces, c.alarm,
    coalesce((select x.id from check_ins x where x.tenant = c.tenant and x.replaces = c.id and x.replaces <> 0
        limit 1), 0)
from check_ins c
join observations o on o.tenant = c.tenant and o.id = c.observation
left join persons p on p.tenant = o.tenant and p.id = o.person
left join households h on h.tenant = o.tenant and h.id = o.household
left join areas v on v.tenant = o.tenant and v.id = o.village
left join areas a on a.tenant = o.tenant and a.id = o.area
left join persons r on r.tenant = c.tenant and r.id = c.reported_by
where c.tenant = :tenant and c.id > :after order by c.id limit :count;
