-- name: at(tenant, area, name, at)$
select value from settings where tenant = :tenant and area = :area and name = :name and since <= :at
order by since desc limit 1;

-- name: newest_in(tenant, area, name, since, before)$
select max(since) from settings
where tenant = :tenant and area = :area and name = :name and since >= :since and since < :before;

-- name: add(tenant, area, name, since, value, set_by, now)!
insert into settings (tenant, area, name, since, value, set_by, set_at)
values (:tenant, :area, :name, :since, :value, :set_by, :now);

-- name: history(tenant, area, name, count)
select s.value, s.since, p.name, s.set_at from settings s
left join persons p on p.tenant = s.tenant and p.id = s.set_by
where s.tenant = :tenant and s.area = :area and s.name = :name order by s.since desc limit :count;
