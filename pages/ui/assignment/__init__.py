"""Parts of the page of responders: rules and prices, the month kept, cures, plans beside, away."""
