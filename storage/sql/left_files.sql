-- name: is_named(tenant, photo, words)^
-- Messages whose words are kept, and what outlives them.
select 1 from (select 1 as one) x where
exists (select 1 from visit_photos where tenant = :tenant and photo = :photo)
or exists (select 1 from shop_photos where tenant = :tenant and photo = :photo)
or exists (select 1 from sayings where tenant = :tenant and files <> '[]' and files like :words)
or exists (select 1 from windows where tenant = :tenant and (menu_photo = :photo or collection = :photo))
or exists (select 1 from notices where tenant = :tenant and file like :words);
