"""What people make with the tool, kept on this machine."""
