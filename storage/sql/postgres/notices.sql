-- name: titles(tenant, keys)
select b.id, n.title from json_array_elements_text(cast(:keys as json)) k cross join broadcasts b cross join notices n
where b.tenant = :tenant and b.id = cast(k.value as bigint) and n.tenant = b.tenant and n.id = b.notice;
