-- name: add(tenant, secret_hash, purpose, person, made_by, now, expires_at)!
insert into links (tenant, secret_hash, purpose, person, made_by, made_at, expires_at)
values (:tenant, :secret_hash, :purpose, :person, :made_by, :now, :expires_at);

-- name: usable(tenant, secret_hash, purpose, now)^
select person, made_by from links
where tenant = :tenant and secret_hash = :secret_hash and purpose = :purpose and used_at is null
and expires_at > :now;

-- name: use_up(tenant, secret_hash, purpose, now)$
update links set used_at = :now
where tenant = :tenant and secret_hash = :secret_hash and purpose = :purpose and used_at is null
and expires_at > :now
returning person;

-- name: start_session(tenant, secret_hash, purpose, person, now, expires_at)!
insert into sessions (tenant, secret_hash, purpose, person, made_at, expires_at)
values (:tenant, :secret_hash, :purpose, :person, :now, :expires_at);

-- name: session(tenant, secret_hash, purpose, now)$
select person from sessions
where tenant = :tenant and secret_hash = :secret_hash and purpose = :purpose and expires_at > :now;

-- name: end_session(tenant, secret_hash)!
delete from sessions where tenant = :tenant and secret_hash = :secret_hash;

-- name: purge_links(tenant, before)!
delete from links where tenant = :tenant and expires_at < :before;

-- name: purge_sessions(tenant, before)!
delete from sessions where tenant = :tenant and expires_at < :before;
