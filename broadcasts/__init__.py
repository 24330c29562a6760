"""What goes out: written to the outbox, sent at each channel's pace, followed by receipts; and the clock."""
