-- name: room(tenant, keys, household)
select i.id, case when i.waiting > 0 and i.quota is not null then i.quota else i.taken end, coalesce(a.taken, 0)
from json_array_elements_text(cast(:keys as json)) k
join items i on i.tenant = :tenant and i.id = cast(k.value as bigint)
left join allowances a on a.tenant = i.tenant and a.item = i.id and a.household = :household;
