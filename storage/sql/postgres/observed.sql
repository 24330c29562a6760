-- name: names(tenant, keys)
select p.id, p.name, p.phone from json_array_elements_text(cast(:keys as json)) k
join persons p on p.tenant = :tenant and p.id = cast(k.value as bigint);
