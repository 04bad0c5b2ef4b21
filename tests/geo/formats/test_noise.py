"""Valid files with bytes flipped, cut or doubled: a drawing or one sentence, nothing else."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.contract import InputError
from geo.formats import layers_of, read_drawing

FORMATS = (".geojson", ".gpkg", ".zip", ".kml", ".ovkml", ".kmz", ".shp")


@st.composite
def damage(draw):
    """Bytes to set, by their place as a share of the file, and where to cut it."""
    flips = draw(
        st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8)
    )
    return flips, draw(st.sampled_from([1.0, 1.0, 1.0, 0.99, 0.5, 0.1])), draw(st.integers(0, 9))


def damaged(content, flips, share):
    changed = bytearray(content)
    for place, byte in flips:
        changed[int(place * len(changed))] = byte
    return bytes(changed[: math.ceil(share * len(changed))])


def sentence(source):
    """Refusal of a source, "" where it is read and every coordinate is a number."""
    try:
        drawing = read_drawing(source)
        layers_of(source)
    except InputError as error:
        return str(error)
    assert np.isfinite(shapely.get_coordinates(drawing.frame.geometry.to_numpy())).all()
    assert len(drawing.rows) == len(drawing.frame)
    return ""


def check(source):
    assert "\n" not in sentence(source)


@pytest.mark.parametrize("ending", FORMATS)
@given(damage())
@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_is_a_drawing_or_one_sentence(sources, ending, damage):
    flips, share, which = damage
    source = dict(sources[ending])
    name = sorted(source)[which % len(source)]
    source[name] = damaged(source[name], flips, share)
    check(source)


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=100)
@pytest.mark.parametrize("ending", FORMATS)
def test_any_bytes_are_a_drawing_or_one_sentence(ending, content):
    check({f"a{ending}": content})
