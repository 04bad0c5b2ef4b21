"""Columns of a foreign table that a layer takes; whatever nobody knows is left and named."""

from dataclasses import replace

from geo.formats.drawing import Drawing, Note
from geo.formats.headers import LAYERS, recognised
from geo.intake.values import typed
from geo.persons.tables import refuse_named

__all__ = ["LAYERS", "adopted", "recognised", "typed"]

_NAMED = 20  # columns a note names one by one


def adopted(drawing: Drawing, layer: str) -> Drawing:
    """Drawing with the columns of a layer only, under their names and in their kinds.

    What nobody knows is left and named in the note columns_left; the geometry is as it was.

    Raises
    ------
    InputError
        column_twice.
    SchemaError
        Every value that cannot be what its column holds: code_as_number, not_whole; or every cell
        that is about a person, as `geo.persons.tables.refuse_named` says.
    """
    frame = drawing.frame
    names = [str(name) for name in frame.columns if name != frame.geometry.name]
    taken = recognised(names, layer, file=drawing.file)
    left = [name for name in names if name not in taken]
    values = typed(frame[list(taken)], taken, LAYERS[layer], drawing.rows, file=drawing.file)
    texts = {name: values[name].tolist() for name in taken.values() if values[name].dtype == object}
    refuse_named(drawing.file, texts, drawing.rows)
    notes = drawing.notes
    if left:
        named = ", ".join(left[:_NAMED]) + (", ..." if len(left) > _NAMED else "")
        notes += (Note("columns_left", {"columns": named, "column_count": len(left)}),)
    return replace(drawing, frame=values.set_geometry(frame.geometry.to_numpy()), notes=notes)
