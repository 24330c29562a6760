-- name: in_area(tenant, path_low, path_high, keys)
-- From the provisional people of the villages that lie in an area or have it in them; keys: the ids of its path. Cross
-- joins bind SQLite to the order as written. What the workers were asked says whose name a newcomer gave.
select p.id, p.name, p.phone, coalesce(h.door, ''), p.created_at,
    (select max(q.data) from questions q where q.tenant = p.tenant and q.flow = 'newcomers' and q.subject = p.id
        and q.state = 'open')
from (select a.id, a.tenant from areas a
        where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high and a.kind = 'village'
    union select a.id, a.tenant from json_each(:keys) k cross join areas a
        where a.tenant = :tenant and a.id = k.value and a.kind = 'village') x
cross join areas v cross join persons p
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas m on m.tenant = h.tenant and m.id = h.area
where v.tenant = x.tenant and v.id = x.id and p.tenant = v.tenant and p.village = v.id and p.state = 'provisional'
and coalesce(m.path, v.path) >= :path_low and coalesce(m.path, v.path) < :path_high
order by p.id limit 500;
