"""From the drawing of somebody else to a layer of ours: columns, coordinates, shapes."""
