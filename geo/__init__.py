"""The ground of one township, in metres: frames with checked contracts; no solver, no screen."""
