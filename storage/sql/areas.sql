-- name: add(tenant, id, parent, kind, name, path)!
insert into areas (tenant, id, parent, kind, name, path) values (:tenant, :id, :parent, :kind, :name, :path)
on conflict do nothing;

-- name: find_named(tenant, parent, kind, name)^
select id, kind, name, path, parent from areas
where tenant = :tenant and parent = :parent and kind = :kind and name = :name;

-- name: by_id(tenant, id)^
select id, kind, name, path, parent from areas where tenant = :tenant and id = :id;

-- name: by_name(tenant, name)
select id, kind, name, path, parent from areas where tenant = :tenant and name = :name order by id limit 50;

-- name: of_kind(tenant, kind)
select id, kind, name, path, parent from areas where tenant = :tenant and kind = :kind order by id limit 5000;

-- name: children(tenant, parent)
select id, kind, name, path, parent from areas where tenant = :tenant and parent = :parent order by id limit 5000;

-- name: within(tenant, path_low, path_high)
select id, kind, name, path, parent from areas
where tenant = :tenant and path >= :path_low and path < :path_high order by path limit 5000;

-- name: hold(tenant, area)!
-- Whoever takes the next number of an area waits for who did before: the row is written as it is, which locks it.
update areas set name = name where tenant = :tenant and id = :area;
