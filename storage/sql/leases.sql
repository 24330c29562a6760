-- name: hold(tenant, name, holder, milliseconds)$
-- By the database's own time: the clocks of two machines may differ. Whoever holds it keeps the number.
insert into leases (tenant, name, holder, fence, until)
values (:tenant, :name, :holder, 1, cast((julianday('now') - 2440587.5) * 86400000 as integer) + :milliseconds)
on conflict (tenant, name) do update set until = excluded.until, holder = excluded.holder,
    fence = case when leases.holder = excluded.holder then leases.fence else leases.fence + 1 end
where leases.holder = excluded.holder or leases.until <= cast((julianday('now') - 2440587.5) * 86400000 as integer)
returning fence;

-- name: release(tenant, name, holder)!
update leases set until = 0 where tenant = :tenant and name = :name and holder = :holder;

-- name: release_all(tenant)!
update leases set until = 0 where tenant = :tenant;
