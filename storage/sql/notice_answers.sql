-- name: add(tenant, id, notice, broadcast, person, account, chat, saying, handover, choice, now, read_at)!
insert into notice_answers (tenant, id, notice, broadcast, person, account, chat, saying, handover, choice, at, read_at)
values (:tenant, :id, :notice, :broadcast, :person, :account, :chat, :saying, :handover, :choice, :now,
    cast(:read_at as bigint));
