"""The solvers: the only room that knows OR-Tools and PyVRP."""
