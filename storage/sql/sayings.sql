-- name: add(tenant, id, account, chat, person, key, at, text, files, message)!
insert into sayings (tenant, id, account, chat, person, key, at, text, files, message)
values (:tenant, :id, :account, :chat, :person, :key, :at, :text, :files, :message);

-- name: versions(tenant, account, chat, message)
-- Its index holds only what has such an id.
select id, text, at from sayings
where tenant = :tenant and account = :account and chat = :chat and message = :message and message <> ''
order by id desc limit 20;

-- name: get(tenant, id)^
select id, account, chat, person, key, at, text, files from sayings where tenant = :tenant and id = :id;

-- name: theirs(tenant, account, chat, after, count)
select id, at, text, files, key from sayings
where tenant = :tenant and account = :account and chat = :chat and id > :after order by id limit :count;

-- name: ours(tenant, account, chat, after, now, count)
-- Words that have expired before anybody saw them are not shown late; what was corrected says what holds now, and what
-- was taken back is gone.
select o.id, o.created_at, coalesce(e.content, o.content), b.content from outbox o
left join outbox e on e.tenant = o.tenant and e.replaces = o.id and e.replaces <> 0
and e.id = (select n.id from outbox n where n.tenant = o.tenant and n.replaces = o.id and n.replaces <> 0
    and n.state in ('sending', 'sent', 'delivered', 'read') order by n.id desc limit 1)
left join bodies b on b.tenant = o.tenant and b.id = coalesce(e.body, o.body) and coalesce(e.body, o.body) <> 0
where o.tenant = :tenant and o.account = :account and o.chat = :chat and o.id > :after
and o.state in ('sending', 'sent', 'delivered', 'read') and o.operation = 'send'
and (e.operation is null or e.operation <> 'withdraw')
and (o.expires_at is null or o.expires_at > :now or o.state in ('delivered', 'read')) order by o.id limit :count;

-- name: purge(tenant, before, count)!
update sayings set text = '', files = '[]' where tenant = :tenant and id in
(select id from sayings where tenant = :tenant and id < :before and (text <> '' or files <> '[]')
 order by id limit :count);

-- name: old_files(tenant, before, count)
-- The files of those that the purge of the same transaction empties.
select files from (select id, files from sayings
    where tenant = :tenant and id < :before and (text <> '' or files <> '[]') order by id limit :count) o
where files <> '[]';

-- name: want_file(tenant, id, account, reference, kind, media_type, saying, now)!
insert into fetches (tenant, id, account, reference, kind, media_type, saying, state, due)
values (:tenant, :id, :account, :reference, :kind, :media_type, :saying, 'wanted', :now);

-- name: wanted_files(tenant, account, now, count)
select id, reference, kind, media_type, saying, attempts from fetches
where tenant = :tenant and account = :account and state = 'wanted' and due <= :now order by due, id limit :count;

-- name: file_kept(tenant, id, sha256)!
update fetches set state = 'kept', sha256 = :sha256 where tenant = :tenant and id = :id and state = 'wanted';

-- name: hold_files(tenant, id)!
-- The lock of a saying's files: two of them may arrive at once, and each rewrites the list.
update sayings set files = files where tenant = :tenant and id = :id;

-- name: file_failed(tenant, id, state, due)!
update fetches set state = :state, due = :due, attempts = attempts + 1 where tenant = :tenant and id = :id;

-- name: set_files(tenant, id, files)!
update sayings set files = :files where tenant = :tenant and id = :id;

-- name: theirs_before(tenant, account, chat, before, count)
select id, at, text, files, key from sayings
where tenant = :tenant and account = :account and chat = :chat and id < :before order by id desc limit :count;

-- name: newest(tenant, account, keys)
-- Asked every second for the chats whose pages are open: the last entry of each in two indexes.
select k.value, coalesce((select s.id from sayings s
        where s.tenant = :tenant and s.account = :account and s.chat = k.value order by s.id desc limit 1), 0),
    coalesce((select o.id from outbox o
        where o.tenant = :tenant and o.account = :account and o.chat = k.value
        and o.state in ('sending', 'sent', 'delivered', 'read') order by o.id desc limit 1), 0)
from json_each(:keys) k;

-- name: ours_before(tenant, account, chat, before, now, count)
select o.id, o.created_at, coalesce(e.content, o.content), b.content from outbox o
left join outbox e on e.tenant = o.tenant and e.replaces = o.id and e.replaces <> 0
and e.id = (select n.id from outbox n where n.tenant = o.tenant and n.replaces = o.id and n.replaces <> 0
    and n.state in ('sending', 'sent', 'delivered', 'read') order by n.id desc limit 1)
left join bodies b on b.tenant = o.tenant and b.id = coalesce(e.body, o.body) and coalesce(e.body, o.body) <> 0
where o.tenant = :tenant and o.account = :account and o.chat = :chat and o.id < :before
and o.state in ('sending', 'sent', 'delivered', 'read') and o.operation = 'send'
and (e.operation is null or e.operation <> 'withdraw')
and (o.expires_at is null or o.expires_at > :now or o.state in ('delivered', 'read')) order by o.id desc limit :count;

-- name: theirs_with(tenant, account, chat, words)
select files from sayings
where tenant = :tenant and account = :account and chat = :chat and files like :words order by id desc limit 1;

-- name: ours_with(tenant, account, chat, words)
select o.content, b.content from outbox o
left join bodies b on b.tenant = o.tenant and b.id = o.body and o.body <> 0
where o.tenant = :tenant and o.account = :account and o.chat = :chat
and (o.content like :words or b.content like :words) order by o.id desc limit 1;

-- name: withhold(tenant, id)!
update sayings set text = '' where tenant = :tenant and id = :id;
