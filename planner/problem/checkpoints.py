"""The checkpoint question: where to stand so that every way in or out passes a point.

Two tasks share one form. `seal`: the cheapest points that every way between inside and outside
passes. `intercept`: a given number of posts that as much traffic as possible passes. Both speak of
the mapped roads only: who walks across a field is in no link.
"""

from dataclasses import dataclass
from typing import Literal

from planner.problem.checks import (
    NUMBER_LIMIT,
    ProblemError,
    check_bool,
    check_choice,
    check_id,
    check_ids,
    check_int,
    check_known,
    check_unique,
)

POSTS_MOST = 10_000
"""Most posts a question may allow."""
TASKS = ("seal", "intercept")
SITE_KINDS = ("link", "node")
WATCHES = ("none", "camera", "post")


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of mapped road between two nodes, passed in both directions.

    One-way streets are passed both ways as well: a fugitive keeps no sign, and who comes in by a
    road has to be met on it.
    """

    link_id: str
    tail: str
    head: str

    def __post_init__(self) -> None:
        check_id("link_id", self.link_id)
        check_id("tail", self.tail)
        check_id("head", self.head)


@dataclass(frozen=True, slots=True)
class Site:
    """A point where somebody could stand: on a link, or at a node where links meet.

    Parameters
    ----------
    kind, at
        ``link`` or ``node``, and the id of it. Whoever passes it passes the point.
    price
        Points it costs to use the site, 1 or more; small where it is watched already.
    watch
        Who watches it already: ``none``, ``camera`` or ``post``.
    allowed
        Whether it may be used.
    """

    site_id: str
    kind: str
    at: str
    price: int
    watch: str = "none"
    allowed: bool = True

    def __post_init__(self) -> None:
        check_id("site_id", self.site_id)
        check_choice("kind", self.kind, SITE_KINDS)
        check_id("at", self.at)
        check_int("price", self.price, low=1)
        check_choice("watch", self.watch, WATCHES)
        check_bool("allowed", self.allowed)


@dataclass(frozen=True, slots=True)
class Refuge:
    """A place to keep on the inner side of the points, or to pay for leaving it outside.

    Parameters
    ----------
    node
        Where it lies; a point at this node itself keeps it inside.
    weight
        Points it costs to leave it beyond the points.
    required
        Whether it must be inside.
    """

    refuge_id: str
    node: str
    weight: int
    required: bool = False

    def __post_init__(self) -> None:
        check_id("refuge_id", self.refuge_id)
        check_id("node", self.node)
        check_int("weight", self.weight)
        check_bool("required", self.required)


@dataclass(frozen=True, slots=True)
class Route:
    """Traffic on one way: so much of it, over these links in a row, for one gateway.

    Parameters
    ----------
    flow
        Trips, in any one unit.
    gateway
        What the answer counts missed traffic by: the exit, or where the way leads.
    link_ids
        The way; each link begins where the one before ends.
    """

    route_id: str
    flow: int
    gateway: str
    link_ids: tuple[str, ...]

    def __post_init__(self) -> None:
        check_id("route_id", self.route_id)
        check_int("flow", self.flow)
        check_id("gateway", self.gateway)
        check_ids("link_ids", self.link_ids)
        if not self.link_ids:
            raise ProblemError(place="link_ids", expected="at least one link", given="none")


@dataclass(frozen=True, slots=True)
class CheckpointProblem:
    """Where to stand on the mapped roads.

    Parameters
    ----------
    inside, outside
        Nodes that lie within, and beyond. No way may lead from one to the other past no point.
    must_keep
        Sites that are in every plan.
    most_posts
        Most sites of a plan that nobody watches yet; None for no limit. Only with ``intercept``.
    hold
        Gateways of which no traffic may be missed. Only with ``intercept``.

    Raises
    ------
    ProblemError
        If an id is unknown or repeated, a way is torn, or a field belongs to the other task.
    """

    task: Literal["seal", "intercept"]
    links: tuple[Link, ...]
    sites: tuple[Site, ...]
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    refuges: tuple[Refuge, ...] = ()
    routes: tuple[Route, ...] = ()
    must_keep: tuple[str, ...] = ()
    most_posts: int | None = None
    hold: tuple[str, ...] = ()
    kind: Literal["checkpoints"] = "checkpoints"
    version: Literal[1] = 1

    def __post_init__(self) -> None:
        check_choice("task", self.task, TASKS)
        check_unique("links", "link_id", (link.link_id for link in self.links))
        check_unique("sites", "site_id", (site.site_id for site in self.sites))
        check_unique("refuges", "refuge_id", (refuge.refuge_id for refuge in self.refuges))
        check_unique("routes", "route_id", (route.route_id for route in self.routes))
        nodes = {node for link in self.links for node in (link.tail, link.head)}
        self._check_sites(nodes)
        self._check_ends(nodes)
        if self.task == "seal":
            self._check_absent("routes", "most_posts", "hold")
        else:
            self._check_absent("inside", "outside", "refuges")
            self._check_routes()

    def _check_sites(self, nodes: set[str]) -> None:
        links = {link.link_id for link in self.links}
        taken: dict[tuple[str, str], str] = {}
        for i, site in enumerate(self.sites):
            known = links if site.kind == "link" else nodes
            check_known(f"sites[{i}].at", site.at, known, site.kind)
            first = taken.setdefault((site.kind, site.at), site.site_id)
            if first != site.site_id:
                expected = f"a {site.kind} without a site ({first} is there)"
                raise ProblemError(place=f"sites[{i}].at", expected=expected, given=site.at)
        check_ids("must_keep", self.must_keep)
        sites = {site.site_id for site in self.sites}
        for i, site_id in enumerate(self.must_keep):
            check_known(f"must_keep[{i}]", site_id, sites, "site")

    def _check_ends(self, nodes: set[str]) -> None:
        for name in ("inside", "outside"):
            check_ids(name, getattr(self, name))
            for i, node in enumerate(getattr(self, name)):
                check_known(f"{name}[{i}]", node, nodes, "node")
        outside = set(self.outside)
        for i, node in enumerate(self.inside):
            if node in outside:
                raise ProblemError(place=f"inside[{i}]", expected="a node not outside", given=node)
        standing = {site.at for site in self.sites if site.kind == "node"}
        for name in ("inside", "outside"):
            for i, node in enumerate(getattr(self, name)):
                if node in standing:
                    expected = "a node without a site"
                    raise ProblemError(place=f"{name}[{i}]", expected=expected, given=node)
        for i, refuge in enumerate(self.refuges):
            check_known(f"refuges[{i}].node", refuge.node, nodes, "node")
            if refuge.node in outside:
                expected = "a node not outside"
                raise ProblemError(place=f"refuges[{i}].node", expected=expected, given=refuge.node)

    def _check_absent(self, *names: str) -> None:
        for name in names:
            given = getattr(self, name)
            if given != () and given is not None:
                raise ProblemError(
                    place=name, expected=f"nothing with task {self.task}", given=given
                )

    def _check_routes(self) -> None:
        if self.most_posts is not None:
            check_int("most_posts", self.most_posts, high=POSTS_MOST)
        check_ids("hold", self.hold)
        gateways = {route.gateway for route in self.routes}
        for i, gateway in enumerate(self.hold):
            check_known(f"hold[{i}]", gateway, gateways, "gateway of a route")
        links = {link.link_id: link for link in self.links}
        for i, route in enumerate(self.routes):
            for j, link_id in enumerate(route.link_ids):
                check_known(f"routes[{i}].link_ids[{j}]", link_id, links, "link")
            if not _walked(route, links):
                expected = "links each of which begins where the one before ends"
                raise ProblemError(
                    place=f"routes[{i}].link_ids", expected=expected, given=route.route_id
                )
        if sum(route.flow for route in self.routes) > 10**6 * NUMBER_LIMIT:
            raise ProblemError(place="routes", expected="less traffic", given="too much")


@dataclass(frozen=True, slots=True)
class LinkFlow:
    """How much goes over a link in the certificate, from its tail to its head if positive."""

    link_id: str
    amount: int


@dataclass(frozen=True, slots=True)
class CheckpointPlan:
    """The sites that are used, in the order of the question.

    Parameters
    ----------
    flow
        With `seal`, the certificate: ways from inside to outside of which no two share a point of a
        site's price. As much as flows has to be paid, by whatever points.
    """

    site_ids: tuple[str, ...]
    flow: tuple[LinkFlow, ...] = ()


def _walked(route: Route, links: dict[str, Link]) -> bool:
    """Tell whether a route can be walked from one of the ends of its first link."""
    first = links[route.link_ids[0]]
    for node in {first.tail, first.head}:
        at = node
        for link_id in route.link_ids:
            link = links[link_id]
            if at not in (link.tail, link.head):
                break
            at = link.head if at == link.tail else link.tail
        else:
            return True
    return False
