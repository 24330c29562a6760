-- name: of_cases(tenant, keys, since)
select c.id, c.observation, c.slot, c.temperature, c.symptoms, c.result, c.source, c.reported_by, c.saying, c.at,
    c.replaces, c.alarm
from json_array_elements_text(cast(:keys as json)) k
join check_ins c on c.tenant = :tenant and c.observation = cast(k.value as bigint) and c.slot >= :since
where not exists (select 1 from check_ins r where r.tenant = c.tenant and r.replaces = c.id and r.replaces <> 0)
order by c.observation, c.slot, c.id;
