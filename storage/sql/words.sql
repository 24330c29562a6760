-- name: purge_notes(tenant, before, count)!
-- A wish is only for the packing of its round.
delete from order_notes where tenant = :tenant and id in
(select id from order_notes where tenant = :tenant and id < :before order by id limit :count);

-- name: purge_gifts(tenant, before, count)!
-- What was given stays, and in which words it was offered goes.
update gifts set words = '' where tenant = :tenant and id in
(select id from gifts where tenant = :tenant and id < :before and words <> '' order by id limit :count);

-- name: purge_strangers(tenant, told_before)!
-- Whoever was told long ago how to write to the bot, and never did, is told again when they write in the group again.
delete from group_strangers where tenant = :tenant and at > 0 and at < :told_before;
