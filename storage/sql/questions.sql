-- name: ask(tenant, nonce, account, chat, person, flow, step, subject, title, options, data, now, expires_at)!
insert into questions (tenant, nonce, account, chat, person, flow, step, subject, title, options, data, state,
    made_at, expires_at)
values (:tenant, :nonce, :account, :chat, :person, :flow, :step, :subject, :title, :options, :data, 'open',
    :now, :expires_at);

-- name: by_nonce(tenant, nonce)^
select nonce, account, chat, person, flow, step, subject, title, options, data, state, answer, expires_at
from questions where tenant = :tenant and nonce = :nonce;

-- name: open_in(tenant, account, chat, person, now)
-- The newest: a worker's chat may hold more calls for help than anybody reads through. Beside the chat's questions the
-- notices that its person has not answered: what their buttons carry stands in the ledger. What was taken back asks for
-- nothing any more, and what was corrected asks in its correction. Left joins, and a condition that does not undo them,
-- bind SQLite to begin with the person's few rows; and a sum keeps it from going through all that has not expired.
select * from (select nonce, account, chat, person, flow, step, subject, title, options, data, state, answer,
        expires_at, made_at
    from questions where tenant = :tenant and account = :account and chat = :chat and state = 'open'
    and expires_at + 0 > :now order by made_at desc limit 20) q
union all select * from (select r.nonce, cast(:account as text), cast(:chat as text), r.person, 'notices', 'answer', r.broadcast, n.title,
        n.choices, '{}', 'open', '', b.expires_at, b.starts_at
    from recipients r
    left join broadcasts b on b.tenant = r.tenant and b.id = r.broadcast
    left join notices n on n.tenant = b.tenant and n.id = b.notice
    where r.tenant = :tenant and r.person = :person and r.nonce <> '' and r.answered_at is null
    and coalesce(b.expires_at, 0) > :now and not exists (select 1 from broadcasts t
        left join recipients x on x.tenant = t.tenant and x.broadcast = t.id and x.person = r.person
        where t.tenant = r.tenant and t.of_broadcast = r.broadcast and t.of_broadcast <> 0
        and (x.delivery <> 0 or (t.operation = 'withdraw' and t.state in ('running', 'paused', 'finished'))))
    order by r.broadcast desc limit 5) r
order by 14 desc;

-- name: open_elsewhere(tenant, account, chat, person, now)
-- In the other chats of a person, the newest. Cross joins bind SQLite to begin with these few.
select q.nonce, q.account, q.chat, q.person, q.flow, q.step, q.subject, q.title, q.options, q.data, q.state, q.answer,
    q.expires_at, q.made_at
from addresses d cross join questions q
where d.tenant = :tenant and d.person = :person and d.person <> 0 and (d.account <> :account or d.chat <> :chat)
and q.tenant = d.tenant and q.account = d.account and q.chat = d.chat and q.state = 'open' and q.expires_at + 0 > :now
order by q.made_at desc limit 20;

-- name: under_notice(tenant, nonce, account, chat)^
-- What the buttons under a notice carry: many copies share one nonce, and whose press it is the chat says. Cross joins
-- bind SQLite to begin with that one.
select r.nonce, d.account, d.chat, r.person, 'notices', 'answer', r.broadcast, n.title, n.choices, '{}', 'open',
    r.answer, b.expires_at
from addresses d
cross join recipients r
join broadcasts b on b.tenant = r.tenant and b.id = r.broadcast
join notices n on n.tenant = b.tenant and n.id = b.notice
where d.tenant = :tenant and d.account = :account and d.chat = :chat
and r.tenant = :tenant and r.nonce = :nonce and r.nonce <> '' and r.person = d.person;

-- name: answer(tenant, nonce, answer, now)!
update questions set state = 'answered', answer = :answer, answered_at = :now
where tenant = :tenant and nonce = :nonce and state = 'open';

-- name: supersede(tenant, account, chat, flow)!
update questions set state = 'superseded'
where tenant = :tenant and account = :account and chat = :chat and flow = :flow and state = 'open';

-- name: supersede_everywhere(tenant, account, chat, person, flow)!
-- In all chats of a person: whoever has several has one conversation.
update questions set state = 'superseded'
where tenant = :tenant and flow = :flow and state = 'open' and (account, chat) in (
    select cast(:account as text), cast(:chat as text)
    union all select d.account, d.chat from addresses d
    where d.tenant = :tenant and d.person = :person and d.person <> 0);

-- name: supersede_one(tenant, nonce)!
update questions set state = 'superseded' where tenant = :tenant and nonce = :nonce and state = 'open';

-- name: close_subject(tenant, flow, subject, answer, now)!
update questions set state = 'answered', answer = :answer, answered_at = :now
where tenant = :tenant and flow = :flow and subject = :subject and state = 'open';

-- name: move(tenant, nonce, subject, data)!
update questions set subject = :subject, data = :data where tenant = :tenant and nonce = :nonce and state = 'open';

-- name: ask_at(tenant, nonce, account, chat)!
update questions set account = :account, chat = :chat where tenant = :tenant and nonce = :nonce and state = 'open';

-- name: prolong(tenant, nonce, until)!
update questions set expires_at = :until
where tenant = :tenant and nonce = :nonce and state = 'open' and expires_at < :until;

-- name: open_about(tenant, flow, subject)
select nonce, account, chat, person, flow, step, subject, title, options, data, state, answer, expires_at
from questions where tenant = :tenant and flow = :flow and subject = :subject and state = 'open'
order by made_at limit 5000;

-- name: purge(tenant, before, count)!
delete from questions where tenant = :tenant and nonce in
(select nonce from questions where tenant = :tenant and expires_at < :before order by expires_at limit :count);
