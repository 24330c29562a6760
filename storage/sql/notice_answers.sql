-- name: add(tenant, id, notice, broadcast, person, account, chat, saying, handover, choice, now, read_at)!
insert into notice_answers (tenant, id, notice, broadcast, person, account, chat, saying, handover, choice, at, read_at)
values (:tenant, :id, :notice, :broadcast, :person, :account, :chat, :saying, :handover, :choice, :now,
    cast(:read_at as bigint));

-- name: inbox(tenant, path_low, path_high, notice, before, count)
-- What people wrote back, the newest first; notice 0: to any of these areas. The words are gone once they are purged.
select w.id, w.notice, n.number, n.title, w.person, coalesce(p.name, ''), coalesce(p.phone, ''), coalesce(h.door, ''),
    coalesce(s.text, ''), coalesce(s.files, '[]'), w.at, w.read_at, coalesce(r.name, '')
from notice_answers w
join notices n on n.tenant = w.tenant and n.id = w.notice
join areas a on a.tenant = n.tenant and a.id = n.area
left join persons p on p.tenant = w.tenant and p.id = w.person
left join households h on h.tenant = p.tenant and h.id = p.household
left join sayings s on s.tenant = w.tenant and s.id = w.saying
left join persons r on r.tenant = w.tenant and r.id = w.read_by and w.read_by <> 0
where w.tenant = :tenant and w.id < :before and w.choice = '' and a.path >= :path_low and a.path < :path_high
and (:notice = 0 or w.notice = :notice)
order by w.id desc limit :count;

-- name: unread(tenant, path_low, path_high)$
-- Their index holds only what nobody has read.
select count(*) from (select 1 from notice_answers w
    join notices n on n.tenant = w.tenant and n.id = w.notice
    join areas a on a.tenant = n.tenant and a.id = n.area
    where w.tenant = :tenant and w.read_at is null and w.choice = '' and a.path >= :path_low and a.path < :path_high
    limit 100) u;

-- name: place(tenant, id)^
select w.notice, w.person, w.account, w.chat, a.path from notice_answers w
join notices n on n.tenant = w.tenant and n.id = w.notice
join areas a on a.tenant = n.tenant and a.id = n.area
where w.tenant = :tenant and w.id = :id and w.choice = '';

-- name: read(tenant, id, reader, now)!
update notice_answers set read_by = :reader, read_at = :now where tenant = :tenant and id = :id and read_at is null;

-- name: newest_of(tenant, person, after)^
select broadcast, at from notice_answers where tenant = :tenant and person = :person and id > :after
order by id desc limit 1;

-- name: told_since(tenant, notice, after)$
-- How many words the author got one by one lately.
select count(*) from notice_answers where tenant = :tenant and notice = :notice and id > :after and handover <> 0;

-- name: count_waiting(tenant, notice)$
select count(*) from notice_answers where tenant = :tenant and notice = :notice and read_at is null;

-- name: waiting(tenant, notice, count)
select n.id, n.notice, n.broadcast, n.person, coalesce(p.name, ''), coalesce(h.door, ''), n.account, n.chat,
    n.saying, coalesce(s.text, ''), n.choice, n.handover, n.at, n.read_at,
    coalesce(s.files, '[]')
from notice_answers n
left join persons p on p.tenant = n.tenant and p.id = n.person
left join households h on h.tenant = p.tenant and h.id = p.household
left join sayings s on s.tenant = n.tenant and s.id = n.saying
where n.tenant = :tenant and n.notice = :notice and n.read_at is null order by n.id limit :count;

-- name: by_id(tenant, id)^
select n.id, n.notice, n.broadcast, n.person, coalesce(p.name, ''), coalesce(h.door, ''), n.account, n.chat,
    n.saying, coalesce(s.text, ''), n.choice, n.handover, n.at, n.read_at,
    coalesce(s.files, '[]')
from notice_answers n
left join persons p on p.tenant = n.tenant and p.id = n.person
left join households h on h.tenant = p.tenant and h.id = p.household
left join sayings s on s.tenant = n.tenant and s.id = n.saying
where n.tenant = :tenant and n.id = :id;

-- name: answered_through(tenant, id, handover)!
update notice_answers set handover = :handover where tenant = :tenant and id = :id and handover = 0;
