-- name: doors(tenant, keys)
select h.door from households h where h.tenant = :tenant and h.id = any(array(
    select cast(json_array_elements_text(cast(:keys as json)) as bigint)));
