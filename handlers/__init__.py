"""Conversations, one file each; a new one is a line here."""

from handlers import orders, windows
from handlers.flow import Flow

FLOWS: tuple[Flow, ...] = (windows.flow, orders.flow)
"""In the order in which they are offered words that nothing waits for."""
