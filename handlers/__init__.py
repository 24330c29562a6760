"""Conversations, one file each; a new one is a line here."""

from handlers import (
    absence,
    accounts,
    arriving,
    carrying,
    cases,
    chains,
    changing,
    circumstances,
    consents,
    duties,
    entering,
    family,
    gifts,
    groups,
    handing,
    handovers,
    help,
    languages,
    links,
    menus,
    newcomers,
    notes,
    notices,
    orders,
    paying,
    pickups,
    prices,
    reminders,
    rosters,
    rounds,
    rules,
    shifts,
    signposts,
    silent,
    slots,
    standing,
    suppliers,
    supplying,
    swaps,
    waitlist,
    weighing,
    welcome,
    which_round,
    whose_order,
    windows,
)
from handlers.flow import Flow

FLOWS: tuple[Flow, ...] = (
    welcome.flow, newcomers.flow, help.flow, handovers.flow, links.flow, languages.flow, which_round.flow,
    shifts.flow, rosters.flow, duties.flow, swaps.flow, rules.flow, reminders.flow,
    weighing.flow, paying.flow, arriving.flow, accounts.flow, slots.flow, carrying.flow,
    signposts.flow, handing.flow, circumstances.flow, suppliers.flow, supplying.flow, gifts.flow, gifts.giving,
    chains.flow, changing.flow, windows.flow, rounds.flow, pickups.flow, menus.flow, prices.flow, absence.flow,
    standing.flow, cases.flow, consents.flow, whose_order.flow, entering.flow, family.flow, notes.flow, orders.flow,
    waitlist.flow, notices.flow, silent.flow, groups.flow,
)  # fmt: skip
"""In the order in which they are offered words that nothing waits for."""

COMMANDS = ("start", "order", "orders", "cancel", "help", "language", "bind")
"""What a vendor's menu of commands lists; villagers need only ordinary words."""
