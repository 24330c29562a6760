"""The command line, one file a command; bot.py registers them."""
