"""Who is where in how many minutes: a map to click on; what if something were otherwise."""
