-- name: add(tenant, id, observation, day, result, said_by, saying, now, replaces, alarm)!
insert into nucleic_tests (tenant, id, observation, day, result, said_by, saying, at, replaces, alarm)
values (:tenant, :id, :observation, :day, :result, :said_by, :saying, :now, :replaces, :alarm);

-- name: of_cases(tenant, keys)
-- With who said each.
select t.id, t.observation, t.day, t.result, t.said_by, t.at, t.saying, t.replaces, t.alarm, p.name
from json_each(:keys) k
cross join nucleic_tests t
left join persons p on p.tenant = t.tenant and p.id = t.said_by
where t.tenant = :tenant and t.observation = k.value order by t.observation, t.id limit 20000;
