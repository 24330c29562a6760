-- name: add(tenant, id, area, name, address, phone, keeper, made_by, now)!
insert into sites (tenant, id, area, name, address, phone, keeper, made_by, made_at)
values (:tenant, :id, :area, :name, :address, :phone, :keeper, :made_by, :now) on conflict do nothing;

-- name: by_id(tenant, id)^
select id, area, name, address, phone, keeper, closed_at from sites where tenant = :tenant and id = :id;

-- name: of_area(tenant, area)
select id, area, name, address, phone, keeper, closed_at from sites
where tenant = :tenant and area = :area and closed_at is null order by name limit 100;

-- name: kept_by(tenant, keeper)
select id, area, name, address, phone, keeper, closed_at from sites
where tenant = :tenant and keeper = :keeper and keeper <> 0 and closed_at is null order by name;

-- name: close(tenant, id, now)!
update sites set closed_at = :now where tenant = :tenant and id = :id and closed_at is null;

-- name: all_of_area(tenant, area)
select id, area, name, address, phone, keeper, closed_at from sites
where tenant = :tenant and area = :area order by closed_at is not null, name limit 200;

-- name: reopen(tenant, id, address, phone, keeper)!
update sites set closed_at = null, address = :address, phone = :phone, keeper = :keeper
where tenant = :tenant and id = :id;
