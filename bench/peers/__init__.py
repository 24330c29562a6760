"""The same order path as a competent developer would write it in an evening, to be measured beside ours."""
