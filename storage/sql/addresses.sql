-- name: meet(tenant, account, chat, language, now)!
insert into addresses (tenant, account, chat, person, state, language, since)
values (:tenant, :account, :chat, 0, 'reachable', :language, :now) on conflict do nothing;

-- name: bind(tenant, account, chat, person, language, now)!
insert into addresses (tenant, account, chat, person, state, language, since)
values (:tenant, :account, :chat, :person, 'reachable', :language, :now)
on conflict (tenant, account, chat) do update
set person = excluded.person, state = 'reachable', since = excluded.since;

-- name: heard_here(tenant, account, chat, now)!
update addresses set since = :now where tenant = :tenant and account = :account and chat = :chat and since < :now;

-- name: choose(tenant, person, account, chat)!
-- No chat of that name: none is chosen.
update addresses set chosen = case when account = :account and chat = :chat then 1 else 0 end
where tenant = :tenant and person = :person and person <> 0;

-- name: of_person(tenant, person)
-- What they chose, then the newest: where somebody was last heard, or bound, is where they are.
select account, chat, state, case when seen_at > since then seen_at else since end from addresses
where tenant = :tenant and person = :person and person <> 0 order by chosen desc, since desc, account limit 20;

-- name: get(tenant, account, chat)^
select person, state, language from addresses where tenant = :tenant and account = :account and chat = :chat;

-- name: set_language(tenant, account, chat, language)!
update addresses set language = :language where tenant = :tenant and account = :account and chat = :chat;

-- name: reached(tenant, account, chat)*!
-- Not where what was taken was the last that may be said there.
update addresses set state = 'reachable'
where tenant = :tenant and account = :account and chat = :chat and state <> 'reachable'
and coalesce(messages_left, 1) > 0;

-- name: hear(tenant, account, chat, messages, until, at, language)!
-- A word that was heard before, and comes again, opens nothing.
insert into addresses (tenant, account, chat, person, state, language, since, messages_left, open_until, heard_at)
values (:tenant, :account, :chat, 0, 'reachable', :language, :at, :messages, :until, :at)
on conflict (tenant, account, chat) do update set state = 'reachable', messages_left = excluded.messages_left,
    open_until = excluded.open_until, heard_at = excluded.heard_at
where coalesce(addresses.heard_at, 0) < excluded.heard_at;

-- name: spend(tenant, account, chat, now)!
update addresses set messages_left = messages_left - 1,
    state = case when messages_left > 1 then state else 'unreachable' end
where tenant = :tenant and account = :account and chat = :chat and messages_left > 0 and open_until > :now;

-- name: shut(tenant, account, chat)!
-- Its vendor says that nothing more may be said there.
update addresses set messages_left = 0, state = 'unreachable'
where tenant = :tenant and account = :account and chat = :chat and messages_left is not null;

-- name: rationed(tenant, account, chat)$
select 1 from addresses where tenant = :tenant and account = :account and chat = :chat and messages_left is not null;

-- name: close(tenant, now, count)!
-- Doors whose time is over.
update addresses set state = 'unreachable'
where tenant = :tenant and state = 'reachable' and open_until is not null and (account, chat) in (
    select account, chat from addresses where tenant = :tenant and state = 'reachable' and open_until is not null
    and open_until <= :now order by open_until limit :count);

-- name: closed_of(tenant, person)
-- Where somebody would be written to after their next word, the newest first.
select account, chat from addresses
where tenant = :tenant and person = :person and person <> 0 and state <> 'reachable' and open_until is not null
order by heard_at desc, account limit 1;

-- name: set_state(tenant, account, chat, state)!
update addresses set state = :state
where tenant = :tenant and account = :account and chat = :chat and state <> :state;

-- name: seen(tenant, account, keys, now)!
update addresses set seen_at = :now
where tenant = :tenant and account = :account and chat in (select value from json_each(:keys));
