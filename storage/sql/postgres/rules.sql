-- name: advance(tenant, rows)
update rules set looked_at = cast(k.value->>2 as bigint), next_at = cast(k.value->>3 as bigint)
from json_array_elements(cast(:rows as json)) k
where rules.tenant = :tenant and rules.id = cast(k.value->>0 as bigint)
and rules.next_at = cast(k.value->>1 as bigint)
returning id;

-- name: note(tenant, rows, now)
insert into fires (tenant, rule, subject, at, outcome, fired_at, broadcast)
select :tenant, cast(r.value->>0 as bigint), cast(r.value->>1 as bigint), cast(r.value->>2 as bigint), r.value->>3,
    :now, cast(r.value->>4 as bigint)
from json_array_elements(cast(:rows as json)) r on conflict do nothing
returning rule, subject, at;

-- name: send(tenant, rows, now)!
insert into broadcasts (tenant, id, notice, rule, state, once, made_by, made_at, starts_at, expires_at)
select :tenant, cast(r.value->>0 as bigint), cast(r.value->>1 as bigint), cast(r.value->>2 as bigint), 'running',
    r.value->>3, cast(r.value->>4 as bigint), :now, cast(r.value->>5 as bigint), cast(r.value->>6 as bigint)
from json_array_elements(cast(:rows as json)) r on conflict do nothing;

-- name: set_dues(tenant, rows)!
insert into dues (tenant, kind, subject, at)
select :tenant, r.value->>0, cast(r.value->>1 as bigint), cast(r.value->>2 as bigint)
from json_array_elements(cast(:rows as json)) r on conflict do nothing;
