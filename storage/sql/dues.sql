-- name: set_due(tenant, kind, subject, at)!
insert into dues (tenant, kind, subject, at) values (:tenant, :kind, :subject, :at)
on conflict (tenant, kind, subject) do update set at = excluded.at, fired_at = null;

-- name: bring_forward(tenant, kind, subject, at)!
insert into dues (tenant, kind, subject, at) values (:tenant, :kind, :subject, :at)
on conflict (tenant, kind, subject) do update set fired_at = null,
    at = case when dues.fired_at is null and dues.at < excluded.at then dues.at else excluded.at end;

-- name: due(tenant, now, count)
select kind, subject, at from dues where tenant = :tenant and at <= :now and fired_at is null
order by at, kind, subject limit :count;

-- name: fire(tenant, kind, subject, at, now)!
-- Guarded by the time it was due: of two processes that tick, one fires it.
update dues set fired_at = :now
where tenant = :tenant and kind = :kind and subject = :subject and at = :at and fired_at is null;

-- name: put_off(tenant, kind, subject, at, until)!
-- Guarded like the firing: what somebody has set to another time meanwhile stays as they set it.
update dues set at = :until
where tenant = :tenant and kind = :kind and subject = :subject and at = :at and fired_at is null;
