-- name: in_area(tenant, village, path_low, path_high, skip, count)
-- In order of the doors: the shorter number first, so that 9 stands before 10. The village bounds what is sorted.
select p.id, p.name, p.phone, p.state, h.door, p.staff, a.path, h.part
from persons p
join areas v on v.tenant = p.tenant and v.id = p.village
left join households h on h.tenant = p.tenant and h.id = p.household
left join areas a on a.tenant = h.tenant and a.id = h.area
where p.tenant = :tenant and p.village = :village and p.state <> 'gone'
and coalesce(a.path, v.path) >= :path_low and coalesce(a.path, v.path) < :path_high
order by case when h.id is null then 1 else 0 end, length(h.door_key), h.door_key, h.part, p.id
limit :count offset :skip;

-- name: addresses(tenant, person)
select account, state, since from addresses
where tenant = :tenant and person = :person and person <> 0 order by since desc limit 20;

-- name: below(tenant, path_low, path_high, kind)
select id, kind, name, path, parent from areas
where tenant = :tenant and kind = :kind and path >= :path_low and path < :path_high order by name, id limit 5000;

-- name: last_look(tenant, subject)^
select actor, at from audit where tenant = :tenant and subject = :subject order by id desc limit 1;
