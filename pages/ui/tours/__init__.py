"""A week of patrols on a page: made ready, planned, changed by hand, approved, ticked off."""
