"""Travel times over road networks, side by side with other programs."""
