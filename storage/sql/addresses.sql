-- name: meet(tenant, account, chat, language, now)!
insert into addresses (tenant, account, chat, person, state, language, since)
values (:tenant, :account, :chat, 0, 'reachable', :language, :now) on conflict do nothing;

-- name: bind(tenant, account, chat, person, language, now)!
insert into addresses (tenant, account, chat, person, state, language, since)
values (:tenant, :account, :chat, :person, 'reachable', :language, :now)
on conflict (tenant, account, chat) do update
set person = excluded.person, state = 'reachable', since = excluded.since;

-- name: of_person(tenant, person)
-- The newest first: where somebody was last bound is where they are.
select account, chat, state from addresses
where tenant = :tenant and person = :person and person <> 0 order by since desc, account limit 20;

-- name: get(tenant, account, chat)^
select person, state, language from addresses where tenant = :tenant and account = :account and chat = :chat;

-- name: set_language(tenant, account, chat, language)!
update addresses set language = :language where tenant = :tenant and account = :account and chat = :chat;

-- name: reached(tenant, account, chat)*!
update addresses set state = 'reachable'
where tenant = :tenant and account = :account and chat = :chat and state <> 'reachable';

-- name: set_state(tenant, account, chat, state)!
update addresses set state = :state
where tenant = :tenant and account = :account and chat = :chat and state <> :state;

-- name: seen(tenant, account, keys, now)!
update addresses set seen_at = :now
where tenant = :tenant and account = :account and chat in (select value from json_each(:keys));
