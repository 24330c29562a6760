-- name: seen(tenant, account, keys, now)!
update addresses set seen_at = :now
where tenant = :tenant and account = :account
and chat = any(array(select json_array_elements_text(cast(:keys as json))));
