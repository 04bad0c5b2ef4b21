"""Questions a township asks about patrols, cameras and responders, answered in ids and numbers."""
