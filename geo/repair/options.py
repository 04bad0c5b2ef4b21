"""What can be done about a piece of contested ground: the suggestion first, then by border."""

from geo.repair.desk import DIVIDE, KEEP, LONE, NEW, OUTSIDE, Option
from geo.repair.fresh import without_grid
from geo.repair.ground import Ground
from geo.repair.reasons import Reason
from geo.repair.survey import CHIP, FOREIGN, GAP, OUTSIDE_FACE, RECORDED, STRAY
from geo.repair.workings import Workings

MOST_RECEIVERS = 3


def options_of(workings: Workings, piece: int) -> tuple[Option, ...]:
    """List what can be done about a piece, the suggestion first; maybe nothing."""
    advice = workings.advice
    faces, kind = advice.pieces.faces[piece], int(advice.pieces.kind[piece])
    ground = workings.ground
    receivers = [OUTSIDE] if kind in (OUTSIDE_FACE, FOREIGN) else _receivers(workings, piece)
    if kind in (STRAY, CHIP) and advice.why[piece] == LONE:
        receivers = []  # whoever has it, it stays apart
    if kind == GAP and ground.outlying[faces[0]]:
        more = [OUTSIDE, *_recorded_for(ground, int(faces[0]))]
        receivers = list(dict.fromkeys([*receivers[: MOST_RECEIVERS - 1], *more]))[:MOST_RECEIVERS]
    alone = len(ground.sets[ground.claims[faces[0]]]) <= 1
    empty = without_grid(ground, int(ground.unit[faces[0]]))
    if kind in RECORDED and alone and not empty:  # a hole does not make up for a unit
        receivers.append(KEEP)
    first = _first(workings, piece) or (KEEP if advice.why[piece] == LONE else OUTSIDE)
    return tuple(
        _option(workings, piece, receiver, advice.why[piece] if receiver == first else None)
        for receiver in receivers
    )


def _recorded_for(ground: Ground, face: int) -> list[str]:
    """List the grids drawn that have a face as their recorded exclave."""
    drawn = ground.drawn
    here = {drawn.exclaves.ids[n] for n, held in enumerate(ground.held["exclaves"]) if face in held}
    return [
        grid
        for grid, parts in sorted(drawn.islands.items())
        if grid in drawn.rows.ids and here & {name for name, _ in parts}
    ]


def _first(workings: Workings, piece: int) -> str:
    """Return the suggested receiver, "" for none."""
    advice = workings.advice
    owners = set(advice.owner[advice.pieces.faces[piece]].tolist())
    (owner, *more) = owners
    if more:
        return DIVIDE
    if owner == advice.new.get(piece):
        return NEW
    # a part nobody can take stays with its grid, which is no suggestion
    stays = advice.why[piece] == LONE and int(advice.pieces.kind[piece]) in (STRAY, CHIP)
    return "" if owner < 0 or stays else advice.names[owner]


def _receivers(workings: Workings, piece: int) -> list[str]:
    """List the suggested receiver, the line that divides if there is one, then by border.

    A grid of its own comes first where it is suggested, else last.
    """
    advice = workings.advice
    ids, faces = advice.names, advice.pieces.faces[piece]
    wanted = [_first(workings, piece)]
    half = set(advice.half[faces].tolist())
    near = advice.pieces.near[piece]
    others = sorted(advice.pieces.allowed[piece], key=lambda g: (-near.get(g, 0.0), g))
    if len(half) > 1 and -1 not in half:
        wanted.append(DIVIDE)
    wanted += [ids[g] for g in others]
    found = [receiver for receiver in dict.fromkeys(wanted) if receiver]
    if piece in advice.new and NEW not in found:
        return [*found[: MOST_RECEIVERS - 1], NEW]
    return found[:MOST_RECEIVERS]


def _option(workings: Workings, piece: int, receiver: str, why: Reason | None) -> Option:
    ground, advice = workings.ground, workings.advice
    faces = advice.pieces.faces[piece]
    claims = {ground.drawn.rows.ids[g] for g in ground.sets[ground.claims[faces[0]]]}
    losers = len(claims - {receiver}) - (receiver == DIVIDE and len(claims) > 1)
    near = {advice.names[g]: m for g, m in advice.pieces.near[piece].items()}
    area = float(ground.area[faces].sum())
    places = workings.places.within(faces)
    stays = receiver == KEEP or (receiver == OUTSIDE and not claims)  # a record goes, no ground
    return Option(
        receiver=receiver,
        moved_m2=0.0 if stays else area * max(losers, 0 if receiver in claims else 1),
        shared_border_m=sum(near.values()) if receiver == DIVIDE else near.get(receiver, 0.0),
        own_unit=receiver not in (OUTSIDE, KEEP),
        place_ids=tuple(workings.places.ids[row] for row in places),
        household_count=int(workings.places.households[places].sum()),
        why=why or _other_reason(receiver),
    )


def _other_reason(receiver: str) -> Reason:
    reasons: dict[str, Reason] = {
        DIVIDE: "median",
        KEEP: "exception",
        OUTSIDE: "outside",
        NEW: "large_enough",
    }
    return reasons.get(receiver, "by_border")
