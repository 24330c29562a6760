"""What a line of chat means: pure functions on `domain`, OpenCC, pypinyin and rapidfuzz only."""
