-- name: add(tenant, id, account, chat, person, priority, state, operation, content, body, parts, due, expires_at, holder, lease_until, unique_key, replaces, now)!
insert into outbox (tenant, id, account, chat, person, priority, state, operation, content, body, parts, due,
    expires_at, holder, lease_until, unique_key, replaces, created_at)
values (:tenant, :id, :account, :chat, :person, :priority, :state, :operation, :content, :body, :parts, :due,
    cast(:expires_at as bigint), :holder, :lease_until, cast(:unique_key as text), :replaces, :now)
on conflict do nothing;

-- name: claim(tenant, account, priority, now, count, holder, lease_until)
-- Lane and priority are equalities and the rest is the partial index, so that the cost is the batch's.
-- An earlier row of the same chat and priority that is not out yet blocks the later ones. The account is asked for
-- inside only: outside it would lead SQLite through all that the account ever sent.
update outbox set state = 'sending', holder = :holder, lease_until = :lease_until
where tenant = :tenant and state = 'queued' and id in (
    select o.id from outbox o
    where o.tenant = :tenant and o.account = :account and o.priority = :priority and o.state = 'queued'
    and o.due <= :now
    and not exists (select 1 from outbox e where e.tenant = o.tenant and e.account = o.account
        and e.chat = o.chat and e.id < o.id and e.priority = o.priority and e.state in ('queued', 'sending'))
    order by o.due, o.id limit :count)
returning id, account, chat, person, priority, operation, content, body, parts, attempts, failure, expires_at, created_at,
    compose;

-- name: wake(tenant, account, chat, now, holder, lease_until)
-- What waits for somebody's next word, taken for sending.
update outbox set state = 'sending', holder = :holder, lease_until = :lease_until, due = :now
where tenant = :tenant and account = :account and chat = :chat and state = 'queued' and due = 9007199254740991
returning id, account, chat, person, priority, operation, content, body, parts, attempts, failure, expires_at, created_at,
    compose;

-- name: composed(tenant, id, content)!
update outbox set content = :content, body = 0 where tenant = :tenant and id = :id;

-- name: body(tenant, id)$
select content from bodies where tenant = :tenant and id = :id;

-- name: add_body(tenant, id, content)!
insert into bodies (tenant, id, content) values (:tenant, :id, :content);

-- name: sent(tenant, id, parts, now)*!
update outbox set state = 'sent', parts = :parts, sent_at = :now, failure = '', attempts = attempts + 1
where tenant = :tenant and id = :id and state in ('sending', 'unknown');

-- name: sent_together(tenant, keys, parts, now)!
-- What went out with one call, all with the same parts.
update outbox set state = 'sent', parts = :parts, sent_at = :now, failure = '', attempts = attempts + 1
where tenant = :tenant and id in (select value from json_each(:keys)) and state in ('sending', 'unknown');

-- name: again(tenant, id, parts, due, failure, counted)!
update outbox set state = 'queued', parts = :parts, due = :due, failure = :failure, attempts = attempts + :counted
where tenant = :tenant and id = :id and state = 'sending';

-- name: await_word(tenant, id, parts, failure, due, until)!
-- Until its reader's next word, and no longer than anybody would still care.
update outbox set state = 'queued', parts = :parts, due = :due, failure = :failure,
    expires_at = case when expires_at < :until then expires_at else :until end
where tenant = :tenant and id = :id and state in ('sending', 'sent', 'delivered', 'unknown');

-- name: lapse(tenant, now, count)!
-- What waited for a word that did not come.
update outbox set state = 'expired', failure = 'no word came' where tenant = :tenant and state = 'queued' and id in
(select id from outbox where tenant = :tenant and state = 'queued' and due = 9007199254740991
 and expires_at <= :now order by expires_at limit :count);

-- name: ended(tenant, id, state, parts, failure)!
update outbox set state = :state, parts = :parts, failure = :failure, attempts = attempts + 1
where tenant = :tenant and id = :id and state in ('sending', 'queued');

-- name: delivered(tenant, account, chat, id, now)!
update outbox set state = 'delivered', delivered_at = :now
where tenant = :tenant and id = :id and account = :account and chat = :chat
and state in ('sending', 'sent', 'unknown');

-- name: stranded(tenant, now, count)
-- Claims that outlived their process: whether they went out cannot be known.
select id, priority, failure, attempts from outbox
where tenant = :tenant and state = 'sending' and lease_until <= :now order by lease_until, id limit :count;

-- name: strand_all(tenant, now)!
-- On SQLite one process serves: at its start every claim is an earlier process's.
update outbox set lease_until = :now where tenant = :tenant and state = 'sending' and lease_until > :now;

-- name: troubled(tenant, count)
select o.id, o.account, o.priority, o.state, o.failure, o.attempts, o.created_at, o.person, coalesce(p.name, '')
from outbox o left join persons p on p.tenant = o.tenant and p.id = o.person
where o.tenant = :tenant and o.state in ('failed', 'unknown') order by o.id desc limit :count;

-- name: waiting(tenant)
select account, priority, count(*) from outbox where tenant = :tenant and state = 'queued' group by account, priority;

-- name: any_due(tenant, account, priority, now)$
select 1 from outbox where tenant = :tenant and account = :account and priority = :priority and state = 'queued'
and due <= :now limit 1;

-- name: fate(tenant, id)^
select operation, state, parts, account, chat from outbox where tenant = :tenant and id = :id;

-- name: lately(tenant, account, chat, after, count)
-- What a chat was sent, the newest first; what never came there is left out.
select broadcast, parts, created_at from outbox
where tenant = :tenant and account = :account and chat = :chat and id > :after
and state not in ('failed', 'expired', 'cancelled') order by id desc limit :count;

-- name: count_since(tenant, account, chat, first)$
select count(*) from outbox where tenant = :tenant and account = :account and chat = :chat and id >= :first;

-- name: out_since(tenant, account, first, since)
-- What an account has said lately; ids begin a day earlier, since what waited long was written long before it was sent.
select chat, sent_at, parts from outbox
where tenant = :tenant and id >= :first and account = :account and sent_at > :since order by sent_at, parts;

-- name: in_the_same_message(tenant, account, id)
-- A delivery, and what went out to its chat with it: the vendor's ids are the same.
select b.id, b.priority from outbox a
join outbox b on b.tenant = a.tenant and b.account = a.account and b.chat = a.chat and b.id >= a.id
    and (b.id = a.id or (b.parts = a.parts and a.parts <> '[]'))
where a.tenant = :tenant and a.id = :id and a.account = :account and b.state in ('sending', 'sent', 'delivered', 'unknown')
order by b.id;

-- name: lost(tenant, id, failure)!
-- Its vendor says afterwards that it did not arrive.
update outbox set state = 'failed', parts = '[]', failure = :failure where tenant = :tenant and id = :id;

-- name: single(tenant, id)^
-- What was written to somebody by itself: the copies of a broadcast have their ledger.
select person, content, account, chat from outbox
where tenant = :tenant and id = :id and person <> 0 and broadcast = 0 and operation = 'send' and state = 'failed';

-- name: move(tenant, id, account, chat, due, until)!
update outbox set account = :account, chat = :chat, due = :due, state = 'queued', parts = '[]', attempts = 0,
    expires_at = case when coalesce(expires_at, :until) < :until then expires_at else :until end
where tenant = :tenant and id = :id and state = 'failed';

-- name: purge(tenant, before, count)!
update outbox set content = '' where tenant = :tenant and id in
(select id from outbox where tenant = :tenant and id < :before and content <> '' and state not in ('queued', 'sending')
 order by id limit :count);
