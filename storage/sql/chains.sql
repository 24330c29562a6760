-- name: add(tenant, id, person, village, content, now)!
insert into chain_reviews (tenant, id, person, village, content, state, at)
values (:tenant, :id, :person, :village, :content, 'open', :now);

-- name: by_id(tenant, id)^
select id, person, village, content, state, settled_at from chain_reviews where tenant = :tenant and id = :id;

-- name: save(tenant, id, content)!
update chain_reviews set content = :content where tenant = :tenant and id = :id and state = 'open';

-- name: settle(tenant, id, state, now)!
-- Guarded, so that a review is taken down once whoever presses.
update chain_reviews set state = :state, settled_at = :now
where tenant = :tenant and id = :id and state = 'open';

-- name: purge(tenant, before)!
-- What people wrote goes when the text of messages goes; ids grow with time.
delete from chain_reviews where tenant = :tenant and id < :before;
