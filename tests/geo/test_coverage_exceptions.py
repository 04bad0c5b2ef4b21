"""Recorded exceptions add rings to the proof; one that does not fit the ground proves nothing."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.contract import InputError
from geo.coverage import certify
from geo.coverage.exceptions import EXCEPTION_KINDS, no_exceptions

CRS = "EPSG:4544"
#  g6 g7 g8
#  g3 g4 g5     100 m cells; units W = first column, E = the rest
#  g0 g1 g2
CELLS = [box(100 * c, 100 * r, 100 * c + 100, 100 * r + 100) for r in range(3) for c in range(3)]
GRIDS = gpd.GeoDataFrame(
    {"unit_code": ["W" if row % 3 == 0 else "E" for row in range(9)]},
    index=pd.Index([f"g{row}" for row in range(9)], name="grid_id"),
    geometry=CELLS,
    crs=CRS,
)
UNITS = GRIDS.dissolve("unit_code", method="coverage")
WHOLE = shapely.coverage_union_all(np.array(CELLS))
FAR = box(500, 0, 600, 100)


def recorded(kind, shape, grid_id="", note="as agreed in 2019", name="x1"):
    columns = {"kind": [kind], "grid_id": [grid_id], "note": [note]}
    index = pd.Index([name], name="exception_id")
    return gpd.GeoDataFrame(columns, index=index, geometry=[shape], crs=CRS)


def without(name):
    return GRIDS.drop(name), shapely.coverage_union_all(GRIDS.drop(name).geometry.to_numpy())


def nudged(shape, by=0.001):
    """The shape with its first vertex a millimetre away."""
    xy = shapely.get_coordinates(shape)[:-1]
    xy[0] += by
    return Polygon(xy)


def unit_without(cell):
    units = UNITS.copy()
    units.loc["E", "geometry"] = shapely.difference(units.geometry["E"], CELLS[cell])
    return units


@pytest.mark.parametrize("units", [None, UNITS, unit_without(4)])
def test_a_recorded_hole_stands_for_ground_of_no_grid(units):
    grids = GRIDS.drop("g4")
    assert "gap" in certify(grids, WHOLE, units=units).kinds
    certificate = certify(grids, WHOLE, units=units, exceptions=recorded("hole", CELLS[4]))
    assert certificate.ok, certificate.kinds
    assert list(certificate.exceptions.index) == ["x1"]
    assert set(certificate.levels.values()) == {0}


@pytest.mark.parametrize("units", [None, UNITS, unit_without(2)])
def test_a_recorded_exclave_stands_for_ground_outside_the_boundary(units):
    _, boundary = without("g2")
    assert certify(GRIDS, boundary, units=units).kinds["outside"] == (1, pytest.approx(10_000))
    exclave = recorded("exclave", CELLS[2], "g2")
    certificate = certify(GRIDS, boundary, units=units, exceptions=exclave)
    assert certificate.ok, certificate.kinds


def test_an_exclave_that_is_a_part_of_its_grid_is_no_stray_part():
    grids = GRIDS.copy()
    grids.loc["g8", "geometry"] = MultiPolygon([CELLS[8], FAR])
    assert set(certify(grids, WHOLE).kinds) == {"outside", "stray_part"}
    assert certify(grids, WHOLE, exceptions=recorded("exclave", FAR, "g8")).ok


def two_part_grids():
    grids = GRIDS.drop("g2")
    grids.loc["g6", "geometry"] = MultiPolygon([CELLS[6], CELLS[2]])
    return grids


def test_a_recorded_island_may_lie_apart():
    assert set(certify(two_part_grids(), WHOLE).kinds) == {"stray_part"}
    for part in (CELLS[2], CELLS[6]):  # whichever of the two is called the island
        assert certify(two_part_grids(), WHOLE, exceptions=recorded("island", part, "g6")).ok


@pytest.mark.parametrize(
    ("grids", "boundary", "exception", "kinds"),
    [
        (GRIDS.drop("g4"), WHOLE, recorded("hole", nudged(CELLS[4])), {"gap", "overlap"}),
        (GRIDS.drop("g4"), WHOLE, recorded("hole", CELLS[4].buffer(1)), {"overlap"}),
        (GRIDS.drop("g4"), WHOLE, recorded("hole", CELLS[5]), {"gap", "overlap"}),
        (GRIDS, WHOLE, recorded("hole", CELLS[4]), {"overlap"}),
        (GRIDS, WHOLE, recorded("hole", FAR), {"outside"}),
        (GRIDS, WHOLE, recorded("exclave", FAR, "g2"), {"gap"}),
        (GRIDS, without("g2")[1], recorded("exclave", nudged(FAR), "g2"), {"gap", "outside"}),
        (two_part_grids(), WHOLE, recorded("island", nudged(CELLS[2]), "g6"), None),
        (two_part_grids(), WHOLE, recorded("island", CELLS[2], "g7"), None),
        (GRIDS, WHOLE, recorded("island", CELLS[2], "g2"), {"layers_disagree"}),
    ],
)
def test_an_exception_that_does_not_fit_the_ground_is_named(grids, boundary, exception, kinds):
    certificate = certify(grids, boundary, exceptions=exception)
    assert not certificate.ok
    assert set(certificate.kinds) == (kinds or {"stray_part", "layers_disagree"})
    assert any("exception:x1" in about for about in certificate.faults.about)


def test_an_exclave_of_a_grid_that_is_not_there_is_named():
    far = gpd.GeoDataFrame(
        {"unit_code": ["E"]}, index=pd.Index(["g9"], name="grid_id"), geometry=[FAR], crs=CRS
    )
    grids = pd.concat([GRIDS, far])
    assert certify(grids, WHOLE, exceptions=recorded("exclave", FAR, "g9")).ok
    for other in ("nobody", "g2"):  # not there, or somewhere else
        certificate = certify(grids, WHOLE, exceptions=recorded("exclave", FAR, other))
        assert set(certificate.kinds) == {"layers_disagree"}


def test_an_exclave_over_the_boundary_cannot_hide_two_grids_on_one_spot():
    twice = pd.concat([GRIDS, GRIDS.loc[["g4"]].rename(index={"g4": "zz"})])
    certificate = certify(twice, WHOLE, exceptions=recorded("exclave", CELLS[4], "zz"))
    assert not certificate.ok
    assert set(certificate.kinds) == {"duplicate", "layers_disagree"}
    disagree = certificate.faults.query("kind == 'layers_disagree'").iloc[0]
    assert (disagree.about, disagree.area_m2) == ("boundary;exception:x1", 10_000)
    assert not len(certificate.exceptions)


def test_two_exclaves_on_one_spot_cannot_hide_two_grids_either():
    far = gpd.GeoDataFrame(
        {"unit_code": "E"}, index=["a", "b"], geometry=[FAR, translate(FAR, 0)], crs=CRS
    )
    exceptions = pd.concat(
        [recorded("exclave", FAR, "a"), recorded("exclave", FAR, "b", name="x2")]
    )
    certificate = certify(pd.concat([GRIDS, far]), WHOLE, exceptions=exceptions)
    assert not certificate.ok
    assert list(certificate.exceptions.index) == ["x1"]


def test_a_boundary_drawn_over_itself_proves_nothing():
    twice = pd.concat([GRIDS, GRIDS.loc[["g4"]].rename(index={"g4": "zz"})])
    certificate = certify(twice, MultiPolygon([WHOLE, CELLS[4]]))
    assert not certificate.ok
    assert "boundary" in list(certificate.faults.about)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (recorded("hole", CELLS[4], note=""), "note_missing"),
        (recorded("hole", CELLS[4], note="  "), "note_missing"),
        (recorded("hole", CELLS[4], note=None), "note_missing"),
        (recorded("pond", CELLS[4]), "exception_kind"),
        (recorded("hole", Point(1, 1)), "exception_shape"),
        (recorded("hole", None), "exception_shape"),
        (recorded("hole", Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])), "exception_shape"),
        (recorded("hole", CELLS[4]).drop(columns="note"), "exception_columns"),
        (recorded("hole", CELLS[4]).to_crs("EPSG:4545"), "exception_crs"),
        (pd.concat([recorded("hole", CELLS[4])] * 2), "duplicate_exception"),
    ],
)
def test_exceptions_that_cannot_be_understood_are_refused(frame, code):
    with pytest.raises(InputError) as refusal:
        certify(GRIDS, WHOLE, exceptions=frame)
    assert refusal.value.code == code


def test_exceptions_enter_the_fingerprint_with_their_note():
    grids = GRIDS.drop("g4")
    first = certify(grids, WHOLE, exceptions=recorded("hole", CELLS[4], note="lake"))
    second = certify(grids, WHOLE, exceptions=recorded("hole", CELLS[4], note="pond"))
    assert first.fingerprints["exceptions"] != second.fingerprints["exceptions"]
    assert first.fingerprint != second.fingerprint
    none = certify(GRIDS, WHOLE, exceptions=no_exceptions(CRS))
    assert none.fingerprint == certify(GRIDS, WHOLE).fingerprint


def test_faults_name_their_width_places_and_households():
    spots = [Point(150, 150), Point(100, 100), Point(50, 50)]
    places = gpd.GeoDataFrame(
        {"household_count": [7, 5, 3]}, index=["in", "corner", "else"], geometry=spots, crs=CRS
    )
    fault = certify(GRIDS.drop("g4"), WHOLE, places=places).faults.query("kind == 'gap'").iloc[0]
    assert fault.width_m == pytest.approx(2 * 10_000 / 400)
    assert fault.place_ids == "corner;in"
    assert fault.household_count == 12
    bare = certify(GRIDS.drop("g4"), WHOLE, places=places[["geometry"]])
    assert bare.faults.household_count.sum() == 0


def test_the_kinds_are_the_ones_a_person_is_told():
    assert EXCEPTION_KINDS == ("hole", "exclave", "island")
