-- name: note(tenant, id, actor, action, subject, now)!
insert into audit (tenant, id, actor, action, subject, at) values (:tenant, :id, :actor, :action, :subject, :now);

-- name: about(tenant, subject, count)
select a.actor, p.name, a.action, a.at from audit a
left join persons p on p.tenant = a.tenant and p.id = a.actor
where a.tenant = :tenant and a.subject = :subject order by a.id desc limit :count;
