-- name: ask(tenant, nonce, account, chat, person, flow, step, subject, title, options, data, now, expires_at)!
insert into questions (tenant, nonce, account, chat, person, flow, step, subject, title, options, data, state,
    made_at, expires_at)
values (:tenant, :nonce, :account, :chat, :person, :flow, :step, :subject, :title, :options, :data, 'open',
    :now, :expires_at);

-- name: by_nonce(tenant, nonce)^
select nonce, account, chat, person, flow, step, subject, title, options, data, state, answer, expires_at
from questions where tenant = :tenant and nonce = :nonce;

-- name: open_in(tenant, account, chat, now)
-- The newest: a worker's chat may hold more calls for help than anybody reads through.
select nonce, account, chat, person, flow, step, subject, title, options, data, state, answer, expires_at
from questions where tenant = :tenant and account = :account and chat = :chat and state = 'open'
and expires_at > :now order by made_at desc limit 20;

-- name: answer(tenant, nonce, answer, now)!
update questions set state = 'answered', answer = :answer, answered_at = :now
where tenant = :tenant and nonce = :nonce and state = 'open';

-- name: supersede(tenant, account, chat, flow)!
update questions set state = 'superseded'
where tenant = :tenant and account = :account and chat = :chat and flow = :flow and state = 'open';

-- name: supersede_one(tenant, nonce)!
update questions set state = 'superseded' where tenant = :tenant and nonce = :nonce and state = 'open';

-- name: close_subject(tenant, flow, subject, answer, now)!
update questions set state = 'answered', answer = :answer, answered_at = :now
where tenant = :tenant and flow = :flow and subject = :subject and state = 'open';

-- name: move(tenant, nonce, subject, data)!
update questions set subject = :subject, data = :data where tenant = :tenant and nonce = :nonce and state = 'open';

-- name: open_about(tenant, flow, subject)
select nonce, account, chat, person, flow, step, subject, title, options, data, state, answer, expires_at
from questions where tenant = :tenant and flow = :flow and subject = :subject and state = 'open'
order by made_at limit 5000;
