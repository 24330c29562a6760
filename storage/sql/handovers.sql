-- name: add(tenant, id, kind, person, account, chat, saying, now)!
insert into handovers (tenant, id, kind, person, account, chat, saying, at)
values (:tenant, :id, :kind, :person, :account, :chat, :saying, :now);

-- name: take(tenant, id, worker, now)!
update handovers set taken_by = :worker, taken_at = :now where tenant = :tenant and id = :id and taken_at is null;

-- name: by_id(tenant, id)^
select id, kind, person, account, chat, saying, at, taken_by from handovers where tenant = :tenant and id = :id;

-- name: open(tenant, count)
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and taken_at is null order by id limit :count;

-- name: latest(tenant, kind, account, chat, after, since)^
-- Ids grow with time, so that only the newest rows are read.
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and id > :after and kind = :kind and account = :account and chat = :chat and at > :since
order by id desc limit 1;

-- name: latest_danger(tenant, account, chat, after, since)^
-- Of whatever kind: ; follows : in ASCII.
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and id > :after and kind >= 'danger:' and kind < 'danger;' and account = :account
and chat = :chat and at > :since order by id desc limit 1;

-- name: open_dangers(tenant, after, count)
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and taken_at is null and id > :after and kind >= 'danger:' and kind < 'danger;'
order by id limit :count;

-- name: talking(tenant, account, chat, after)^
-- The newest call of a chat that a worker has taken; what was written back to a notice gives way to any other.
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and id > :after and account = :account and chat = :chat and taken_at is not null
order by case when kind = 'notice' then 1 else 0 end, id desc limit 1;

-- name: of_saying(tenant, saying)
-- A hand-over is made in the turn of its saying, or later.
select id, kind, person, account, chat, saying, at, taken_by from handovers
where tenant = :tenant and id > :saying and saying = :saying order by id limit 20;
