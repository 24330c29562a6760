"""Conversations, one file each; a new one is a line here."""

from handlers import menus, orders, windows
from handlers.flow import Flow

FLOWS: tuple[Flow, ...] = (windows.flow, menus.flow, orders.flow)
"""In the order in which they are offered words that nothing waits for."""

COMMANDS = ("start", "order", "orders", "cancel", "help", "language", "bind")
"""What a vendor's menu of commands lists; villagers need only ordinary words."""
