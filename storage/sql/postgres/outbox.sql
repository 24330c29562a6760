-- name: sent_together(tenant, keys, parts, now)!
update outbox set state = 'sent', parts = :parts, sent_at = :now, failure = '', attempts = attempts + 1
where tenant = :tenant and id = any(array(select cast(value as bigint) from json_array_elements_text(cast(:keys as json))))
and state in ('sending', 'unknown');
