-- name: doors(tenant, keys)
select h.door from households h where h.tenant = :tenant and h.id = any(array(
    select cast(json_array_elements_text(cast(:keys as json)) as bigint)));

-- name: not_told(tenant, broadcast, rows)!
update recipients set way = (select case when p.phone <> '' then 'phone' else 'knock' end from persons p
    where p.tenant = recipients.tenant and p.id = recipients.person)
where tenant = :tenant and broadcast = :broadcast and way = 'chat' and answered_at is null and told_at is null
and person in (select cast(value as bigint) from json_array_elements_text(cast(:rows as json)));
