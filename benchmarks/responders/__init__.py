"""Responders on public instances: assignment, posts and the police platforms of a contest."""
