-- name: freeze(tenant, broadcast, rows)!
insert into recipients (tenant, broadcast, person, household)
select :tenant, :broadcast, cast(r.value->>0 as bigint), cast(r.value->>1 as bigint)
from json_array_elements(cast(:rows as json)) r on conflict do nothing;

-- name: settle(tenant, broadcast, rows)
update recipients set way = k.value->>1, delivery = cast(k.value->>2 as bigint), nonce = k.value->>3,
    copies = copies + 1
from json_array_elements(cast(:rows as json)) k
where recipients.tenant = :tenant and recipients.broadcast = :broadcast
and recipients.person = cast(k.value->>0 as bigint) and recipients.way = 'waiting'
returning person;

-- name: add_copies(tenant, broadcast, rows, priority, operation, compose, now, expires_at)!
insert into outbox (tenant, id, account, chat, person, priority, state, operation, content, body, parts, due,
    expires_at, created_at, broadcast, compose, replaces)
select :tenant, cast(r.value->>0 as bigint), r.value->>1, r.value->>2, cast(r.value->>3 as bigint), :priority,
    'queued', :operation, r.value->>4, cast(r.value->>5 as bigint), r.value->>6, :now, :expires_at, :now, :broadcast,
    :compose, cast(r.value->>7 as bigint)
from json_array_elements(cast(:rows as json)) r;

-- name: wait_again(tenant, broadcast, rows)!
update recipients set way = 'waiting'
where tenant = :tenant and broadcast = :broadcast and way in ('chat', 'phone', 'knock', 'failed')
and person in (select cast(value as bigint) from json_array_elements_text(cast(:rows as json)));

-- name: earlier_copies(tenant, broadcast, rows)
select o.person, o.id, o.replaces, o.account, o.chat, o.parts, o.state
from json_array_elements_text(cast(:rows as json)) k
join recipients r on r.tenant = :tenant and r.broadcast = :broadcast and r.person = cast(k.value as bigint)
join outbox o on o.tenant = r.tenant and o.id = r.delivery
and o.state in ('queued', 'sending', 'sent', 'delivered', 'read');
