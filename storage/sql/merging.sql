-- name: orders_of(tenant, person)
select id, window_id, household from orders where tenant = :tenant and person = :person order by window_id limit 200;

-- name: rebind(tenant, person, other, now)!
update addresses set person = :other, since = :now where tenant = :tenant and person = :person and person <> 0;

-- name: chats_of(tenant, person)
select account, chat from addresses where tenant = :tenant and person = :person and person <> 0 order by since, account limit 20;

-- name: hand_questions(tenant, person, other)!
update questions set person = :other where tenant = :tenant and person = :person and state = 'open';

-- name: hand_handovers(tenant, person, other)!
update handovers set person = :other where tenant = :tenant and person = :person and taken_at is null;

-- name: retire(tenant, person)!
update persons set state = 'gone', household = 0, phone = '' where tenant = :tenant and id = :person;

-- name: hand_links(tenant, person, other)!
update links set person = :other where tenant = :tenant and person = :person and used_at is null;

-- name: hand_baskets(tenant, person, other)!
-- Where both have one in the same window, each stays: it is two things that were wished.
update lapsed_baskets set person = :other where tenant = :tenant and person = :person
and not exists (select 1 from lapsed_baskets b
    where b.tenant = lapsed_baskets.tenant and b.window_id = lapsed_baskets.window_id and b.person = :other);
