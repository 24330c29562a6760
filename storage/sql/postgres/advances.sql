-- name: owed_of(tenant, keys)
select m.errand, m.person, sum(case when m.kind = 'advanced' then m.fen else 0 end),
    sum(case when m.kind = 'repaid' then m.fen else 0 end)
from json_array_elements_text(cast(:keys as json)) k
cross join advances m
where m.tenant = :tenant and m.errand = cast(k.value as bigint)
group by m.errand, m.person;
