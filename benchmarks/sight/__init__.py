"""Who sees whom past buildings and hills: held against exact arithmetic, beside other programs."""
