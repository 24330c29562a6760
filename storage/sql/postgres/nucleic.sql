-- name: of_cases(tenant, keys)
select t.id, t.observation, t.day, t.result, t.said_by, t.at, t.saying, t.replaces, t.alarm, p.name
from json_array_elements_text(cast(:keys as json)) k
join nucleic_tests t on t.tenant = :tenant and t.observation = cast(k.value as bigint)
left join persons p on p.tenant = t.tenant and p.id = t.said_by
order by t.observation, t.id limit 20000;
