"""The editor of a division: map component, desk of drafts, forms, figures, comparison."""
