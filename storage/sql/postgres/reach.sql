-- name: counted(tenant, keys, present)
select coalesce((select d.account from addresses d
        where d.tenant = :tenant and d.person = p.id and d.person <> 0 and d.state = 'reachable'
        and (d.account <> 'web' or d.seen_at > :present)
        order by d.chosen desc, d.since desc, d.account limit 1), '') as account,
    case when p.phone <> '' then 1 else 0 end as telephone, count(*)
from persons p where p.tenant = :tenant and p.id = any(array(
    select cast(json_array_elements_text(cast(:keys as json)) as bigint))) group by 1, 2;

-- name: without_either(tenant, keys, present)
select distinct p.household from persons p
where p.tenant = :tenant and p.id = any(array(select cast(json_array_elements_text(cast(:keys as json)) as bigint)))
and p.phone = '' and p.household <> 0
and not exists (select 1 from addresses d
    where d.tenant = :tenant and d.person = p.id and d.person <> 0 and d.state = 'reachable'
        and (d.account <> 'web' or d.seen_at > :present));

-- name: in_chat(tenant, keys, present)
select p.id from persons p
where p.tenant = :tenant and p.id = any(array(select cast(json_array_elements_text(cast(:keys as json)) as bigint)))
and exists (select 1 from addresses d
    where d.tenant = :tenant and d.person = p.id and d.person <> 0 and d.state = 'reachable'
        and (d.account <> 'web' or d.seen_at > :present));

-- name: reading(tenant, keys, language)$
select count(*) from persons p
where p.tenant = :tenant and p.id = any(array(select cast(json_array_elements_text(cast(:keys as json)) as bigint)))
and p.language like :language;
