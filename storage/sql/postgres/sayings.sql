-- name: newest(tenant, account, keys)
select k.chat, coalesce((select s.id from sayings s
        where s.tenant = :tenant and s.account = :account and s.chat = k.chat order by s.id desc limit 1), 0),
    coalesce((select o.id from outbox o
        where o.tenant = :tenant and o.account = :account and o.chat = k.chat
        and o.state in ('sending', 'sent', 'delivered', 'read') order by o.id desc limit 1), 0)
from json_array_elements_text(cast(:keys as json)) k(chat);
