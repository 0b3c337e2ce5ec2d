"""Plans large public programmes: what, in what order and how fast the receivers can take it in."""

TYPE_CHECKING = False  # as typing has it, which takes a while to load, and this stands before every start

if TYPE_CHECKING:
    from planner.comparison import compare
    from planner.data_frames import frames
    from planner.decisions import due_decisions, room
    from planner.network import graph
    from planner.pipeline import ask, diagnose, price, read_roadmap, solve
    from planner.report import figure, summary
    from planner.rolling import roll
    from planner.variance import what_changed
    from planner.why import explain

__all__ = [
    "ask",
    "compare",
    "diagnose",
    "due_decisions",
    "explain",
    "figure",
    "frames",
    "graph",
    "price",
    "read_roadmap",
    "roll",
    "room",
    "solve",
    "summary",
    "what_changed",
]

_HOMES = {
    "ask": "pipeline",
    "compare": "comparison",
    "diagnose": "pipeline",
    "due_decisions": "decisions",
    "explain": "why",
    "figure": "report",
    "frames": "data_frames",
    "graph": "network",
    "price": "pipeline",
    "read_roadmap": "pipeline",
    "roll": "rolling",
    "room": "decisions",
    "solve": "pipeline",
    "summary": "report",
    "what_changed": "variance",
}


def __getattr__(name: str) -> object:
    """Load what a script asks for, and only that: solver and figures are heavy."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"planner.{_HOMES[name]}"), name)
