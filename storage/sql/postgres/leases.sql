-- name: hold(tenant, name, holder, milliseconds)$
insert into leases (tenant, name, holder, fence, until)
values (:tenant, :name, :holder, 1, cast(extract(epoch from clock_timestamp()) * 1000 as bigint) + :milliseconds)
on conflict (tenant, name) do update set until = excluded.until, holder = excluded.holder,
    fence = case when leases.holder = excluded.holder then leases.fence else leases.fence + 1 end
where leases.holder = excluded.holder or leases.until <= cast(extract(epoch from clock_timestamp()) * 1000 as bigint)
returning fence;
