-- name: registered(tenant, person)$
select created_at from persons where tenant = :tenant and id = :person;

-- name: orders(tenant, village, person)$
-- Through the village's windows: orders are found by window and person.
select count(*) from windows w
cross join orders o
where w.tenant = :tenant and w.village = :village
and o.tenant = w.tenant and o.window_id = w.id and o.person = :person;

-- name: ordering(tenant, village, person)$
-- What was ordered in a window that is still open.
select count(*) from windows w
cross join orders o
where w.tenant = :tenant and w.village = :village and w.state = 'open'
and o.tenant = w.tenant and o.window_id = w.id and o.person = :person and o.state = 'confirmed';

-- name: said(tenant, account, chat)$
select count(*) from sayings where tenant = :tenant and account = :account and chat = :chat and text <> '';

-- name: visits(tenant, household)
select day, result from visits where tenant = :tenant and household = :household and replaces = 0
order by nth desc limit 200;

-- name: errands(tenant, household, person, whole)
-- Of the household, or only their own; what another of it wanted for their health is not theirs to read.
select number, case when kind in ('private', 'medicine') and :person not in (person, asker, entered_by) then ''
    else words end, state, asked_at
from errands where tenant = :tenant and household = :household
and (cast(:whole as bigint) = 1 or :person in (person, asker, entered_by)) order by id desc limit 200;

-- name: returns(tenant, household, person)
select origin, arrived, said_at from returnees
where tenant = :tenant and household = :household and person = :person order by id limit 50;

-- name: matters(tenant, person)
-- What they reported or brought up; what others brought up against them is not theirs to read here.
select number, kind, state, words, opened_at from matters where tenant = :tenant and opener = :person
order by id desc limit 100;

-- name: forget_matters(tenant, person)!
update matter_parties set name = '' where tenant = :tenant and person = :person and person <> 0
and matter in (select matter from matter_hands where tenant = :tenant and person = :person);

-- name: looks(tenant, subject, actor)
-- Who of the others looked at or changed a record, the newest first.
select a.actor, coalesce(p.name, ''), a.action, a.at from audit a
left join persons p on p.tenant = a.tenant and p.id = a.actor
where a.tenant = :tenant and a.subject = :subject and a.actor <> :actor order by a.id desc limit 200;

-- name: posts(tenant, person)
select role from roles where tenant = :tenant and person = :person order by role limit 20;

-- name: note_copy(tenant, id, person, sha256, now)!
insert into data_copies (tenant, id, person, sha256, made_at) values (:tenant, :id, :person, :sha256, :now);

-- name: old_copies(tenant, before)
select id, sha256 from data_copies where tenant = :tenant and id < :before order by id limit 100;

-- name: drop_copy(tenant, id)!
delete from data_copies where tenant = :tenant and id = :id;

-- name: forget_person(tenant, person, name)!
-- The record stays, without whose it is.
update persons set name = :name, phone = '', state = 'gone', staff = 0 where tenant = :tenant and id = :person;

-- name: forget_addresses(tenant, person)!
delete from addresses where tenant = :tenant and person = :person and person <> 0;

-- name: forget_sessions(tenant, person)!
delete from sessions where tenant = :tenant and person = :person;

-- name: forget_roles(tenant, person)!
delete from roles where tenant = :tenant and person = :person;

-- name: forget_agreements(tenant, person)!
delete from relatives where tenant = :tenant and person = :person;

-- name: forget_chronic(tenant, person)!
delete from chronic_symptoms where tenant = :tenant and person = :person;

-- name: forget_returns(tenant, household, person)!
update returnees set name = '', phone = '', companions = '', words = ''
where tenant = :tenant and household = :household and person = :person;

-- name: files_said(tenant, account, chat)
select files from sayings where tenant = :tenant and account = :account and chat = :chat and files <> '[]';

-- name: forget_said(tenant, account, chat)!
update sayings set text = '', files = '[]' where tenant = :tenant and account = :account and chat = :chat;

-- name: forget_written(tenant, account, chat, before)!
-- What was written to them; not what is still to go out.
update outbox set content = '' where tenant = :tenant and account = :account and chat = :chat and id < :before
and state not in ('queued', 'sending');

-- name: forget_alarm_words(tenant, person)!
update health_alarms set words = '' where tenant = :tenant and person = :person and person <> 0;

-- name: forget_questions(tenant, account, chat)!
-- What waited for their answer; what they answered goes with the other questions.
delete from questions where tenant = :tenant and account = :account and chat = :chat and state = 'open';

-- name: forget_conversation(tenant, account, chat)!
update conversations set flow = '', step = '', data = '{}'
where tenant = :tenant and account = :account and chat = :chat;

-- name: forget_complaints(tenant, person)!
-- Their words; of a dispute they are the file of all its parties.
update matters set words = '' where tenant = :tenant and opener = :person and kind = 'complaint';

-- name: forget_entries(tenant, person)!
update matter_entries set words = '' where tenant = :tenant and by_person = :person and matter in
(select id from matters where tenant = :tenant and opener = :person and kind = 'complaint');

-- name: forget_errands(tenant, household, person)!
-- Of what is over.
update errands set words = '' where tenant = :tenant and household = :household and person = :person
and state in ('confirmed', 'unanswered', 'cancelled');

-- name: forget_events(tenant, household, person)!
update errand_events set words = '' where tenant = :tenant and by_person = :person and errand in
(select id from errands where tenant = :tenant and household = :household);

-- name: forget_in_visits(tenant, household, word)!
-- The name or telephone in what workers wrote of the household, which has others in it.
update visits set who = replace(who, :word, ''), words = replace(words, :word, '')
where tenant = :tenant and household = :household;

-- name: forget_in_returns(tenant, household, word)!
update returnees set name = replace(name, :word, ''), phone = replace(phone, :word, ''),
    companions = replace(companions, :word, ''), words = replace(words, :word, '')
where tenant = :tenant and household = :household;

-- name: forget_in_errands(tenant, household, word)!
update errands set words = replace(words, :word, '') where tenant = :tenant and household = :household;

-- name: forget_in_alarms(tenant, household, word)!
update health_alarms set words = replace(words, :word, '') where tenant = :tenant and household = :household;
