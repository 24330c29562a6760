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

-- name: hand_notes(tenant, order, other)!
-- With the lines of an order go its notes; the newest counts, whoever wrote it.
update order_notes set order_id = :other where tenant = :tenant and order_id = :order;

-- name: hand_wishes(tenant, person, other)!
-- Wishes for every round, unless the other has one for the same goods.
update standing_orders set person = :other where tenant = :tenant and person = :person and ended_at is null
and not exists (select 1 from standing_orders s
    where s.tenant = standing_orders.tenant and s.person = :other and s.item = standing_orders.item
    and s.ended_at is null);

-- name: end_wishes(tenant, person, now)!
update standing_orders set ended_at = :now where tenant = :tenant and person = :person and ended_at is null;

-- name: hand_place(tenant, wait, other)!
update waits set person = :other where tenant = :tenant and id = :wait;

-- name: hand_stretches(tenant, person, other)!
-- What the other has said counts.
update stretches set person = :other where tenant = :tenant and person = :person
and not exists (select 1 from stretches s
    where s.tenant = stretches.tenant and s.item = stretches.item and s.person = :other);

-- name: hand_gifts(tenant, person, other)!
update gifts set person = :other where tenant = :tenant and person = :person;

-- name: hand_agreements(tenant, person, other)!
-- For whom they may order; a row that the other has too is of no effect, since the record is gone.
update relatives set person = :other where tenant = :tenant and person = :person
and not exists (select 1 from relatives r
    where r.tenant = relatives.tenant and r.household = relatives.household and r.person = :other);

-- name: keep_acting(tenant, person)!
update persons set staff = 2 where tenant = :tenant and id = :person and staff = 0
and exists (select 1 from relatives r where r.tenant = persons.tenant and r.person = persons.id);

-- name: hand_duties(tenant, person, other)!
update duties set person = :other where tenant = :tenant and person = :person and state = 'on'
and not exists (select 1 from duties d
    where d.tenant = duties.tenant and d.shift = duties.shift and d.person = :other and d.state = 'on');

-- name: end_duties(tenant, person, now)!
-- Of two parts in one shift the other's counts.
update duties set state = 'off', ended_at = :now where tenant = :tenant and person = :person and state = 'on';

-- name: hand_leads(tenant, person, other)!
update shifts set leader = :other where tenant = :tenant and leader = :person and leader <> 0;

-- name: hand_errands(tenant, household, person, other)!
-- Of their household, whoever it is for, is asked, or entered it.
update errands set person = case when person = :person then :other else person end,
    asker = case when asker = :person then :other else asker end,
    entered_by = case when entered_by = :person then :other else entered_by end
where tenant = :tenant and household = :household;

-- name: hand_taken_errands(tenant, person, other)!
update errands set taken_by = :other where tenant = :tenant and taken_by = :person and taken_by <> 0;

-- name: hand_advances(tenant, person, other)!
-- The money goes with the errands that they took.
update advances set person = :other where tenant = :tenant and person = :person
and errand in (select e.id from errands e where e.tenant = :tenant and e.taken_by = :other and e.taken_by <> 0);

-- name: hand_reporting(tenant, person, other)!
update observations set reporter = :other where tenant = :tenant and reporter = :person and state = 'open';

-- name: hand_cases(tenant, person, other)!
-- An open one only where the other has none: one open case a person.
update observations set person = :other where tenant = :tenant and person = :person
and (state <> 'open' or not exists (select 1 from observations o
    where o.tenant = :tenant and o.person = :other and o.state = 'open'));

-- name: end_cases(tenant, person, now)!
update observations set state = 'ended', ended_at = :now
where tenant = :tenant and person = :person and state = 'open';

-- name: hand_chronic(tenant, person, other)!
update chronic_symptoms set person = :other where tenant = :tenant and person = :person and ended_at is null;

-- name: hand_alarms(tenant, person, other)!
update health_alarms set person = :other where tenant = :tenant and person = :person and person <> 0;

-- name: hand_returnees(tenant, household, person, other)!
-- Both are of one household, whose reports are few.
update returnees set person = case when person = :person then :other else person end,
    said_by = case when said_by = :person then :other else said_by end
where tenant = :tenant and household = :household and (person = :person or said_by = :person);

-- name: hand_matters(tenant, person, other)!
-- Also who entered it, so that whoever wished to stay unknown is one person in the whole file.
update matters set opener = case when opener = :person then :other else opener end,
    entered_by = case when entered_by = :person then :other else entered_by end
where tenant = :tenant and id in (select h.matter from matter_hands h where h.tenant = :tenant and h.person = :person);

-- name: hand_matter_entries(tenant, person, other)!
update matter_entries set by_person = :other where tenant = :tenant and by_person = :person
and matter in (select h.matter from matter_hands h where h.tenant = :tenant and h.person = :person);

-- name: hand_matter_parties(tenant, person, other)!
update matter_parties set person = :other where tenant = :tenant and person = :person and person <> 0
and matter in (select h.matter from matter_hands h where h.tenant = :tenant and h.person = :person);

-- name: hand_matter_hands(tenant, person, other)!
-- A part that the other has too stays where it is, of no effect.
update matter_hands set person = :other where tenant = :tenant and person = :person and until is null
and not exists (select 1 from matter_hands o where o.tenant = matter_hands.tenant and o.matter = matter_hands.matter
    and o.person = :other and o.part = matter_hands.part and o.until is null);
