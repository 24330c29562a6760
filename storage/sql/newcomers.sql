-- name: in_area(tenant, path_low, path_high)
-- Provisional people of the households of micro-grids; and those of villages of whom no micro-grid is known. Cross joins
-- bind SQLite to the order as written. What the workers were asked says whose name a newcomer gave.
select p.id, p.name, p.phone, coalesce(h.door, ''), p.created_at,
    (select max(q.data) from questions q where q.tenant = p.tenant and q.flow = 'newcomers' and q.subject = p.id
        and q.state = 'open')
from (select n.id from areas a cross join households o cross join persons n
        where a.tenant = :tenant and a.path >= :path_low and a.path < :path_high
        and o.tenant = a.tenant and o.area = a.id
        and n.tenant = o.tenant and n.household = o.id and n.state = 'provisional'
    union all select m.id from areas v cross join persons m
        left join households w on w.tenant = m.tenant and w.id = m.household
        where v.tenant = :tenant and v.path >= :path_low and v.path < :path_high and v.kind = 'village'
        and m.tenant = v.tenant and m.village = v.id and m.state = 'provisional' and coalesce(w.area, 0) = 0) x
cross join persons p left join households h on h.tenant = p.tenant and h.id = p.household
where p.tenant = :tenant and p.id = x.id order by p.id limit 500;
