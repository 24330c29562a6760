-- name: families_of_shut(tenant, keys)
select distinct p.household, r.person
from json_array_elements_text(cast(:keys as json)) k cross join persons p cross join relatives r
where p.tenant = :tenant and p.id = cast(k.value as bigint) and p.household <> 0
and r.tenant = p.tenant and r.household = p.household and r.neighbour = 0
and exists (select 1 from addresses w where w.tenant = p.tenant and w.person = p.id and w.person <> 0
    and w.state <> 'reachable' and w.open_until is not null)
order by p.household, r.person;
