"""The page of cameras: what is asked, the plan, budgets, consents and law, by hand, outages."""
