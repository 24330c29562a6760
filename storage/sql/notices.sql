-- name: add(tenant, id, area, number, author, title, template, texts, values_by, file, choices, audience, counted_by, emergency, lasts, corrects, now)!
insert into notices (tenant, id, area, number, author, title, template, texts, values_by, file, choices, audience,
    counted, emergency, lasts, corrects, made_at)
values (:tenant, :id, :area, :number, :author, :title, :template, :texts, :values_by, :file, :choices, :audience,
    :counted_by, :emergency, :lasts, :corrects, :now);

-- name: by_id(tenant, id)^
select id, area, number, author, title, template, texts, values_by, file, choices, audience, counted, emergency, lasts,
    corrects, made_at
from notices where tenant = :tenant and id = :id;

-- name: by_number(tenant, area, number)^
select id, area, number, author, title, template, texts, values_by, file, choices, audience, counted, emergency, lasts,
    corrects, made_at
from notices where tenant = :tenant and area = :area and number = :number;

-- name: latest(tenant, area, count)
select id, area, number, author, title, template, texts, values_by, file, choices, audience, counted, emergency, lasts,
    corrects, made_at
from notices where tenant = :tenant and area = :area order by number desc limit :count;

-- name: last_number(tenant, area)$
select max(number) from notices where tenant = :tenant and area = :area;

