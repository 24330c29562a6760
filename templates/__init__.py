"""The words people read, in Chinese and English."""
