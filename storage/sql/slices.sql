-- name: after(tenant, kind, subject)$
select after from slices where tenant = :tenant and kind = :kind and subject = :subject;

-- name: keep(tenant, kind, subject, after)!
insert into slices (tenant, kind, subject, after) values (:tenant, :kind, :subject, :after)
on conflict (tenant, kind, subject) do update set after = excluded.after;

-- name: forget(tenant, kind, subject)!
delete from slices where tenant = :tenant and kind = :kind and subject = :subject;
