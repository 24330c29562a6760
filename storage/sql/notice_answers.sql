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
