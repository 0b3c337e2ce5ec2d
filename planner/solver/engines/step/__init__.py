"""The step model in HiGHS: rules as linear rows over what has started by when; proves and improves."""
