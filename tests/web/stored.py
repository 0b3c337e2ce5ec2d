"""A workspace of the made-up roadmap whose versions, drafts and plans are kept, as several tests share it."""

from pathlib import Path

from web.demo import DemoEngine, demo_roadmap

from planner.files import write_csv
from planner.model import Roadmap
from planner.store import Store, open_store
from planner.web.ground import OnVersion
from planner.web.jobs import JobRegistry
from planner.web.workspace import Workspace


def a_store(folder: Path, roadmap: Roadmap | None = None) -> Store:
    """Give what is kept of the made-up roadmap, with its files as the first version."""
    write_csv(demo_roadmap(measures=12) if roadmap is None else roadmap, folder / "veikart")
    return open_store(folder / "veikart", folder / "kept", author="Kari")


def opened_on(
    store: Store,
    *,
    engine: DemoEngine | None = None,
    author: str = "Kari",
    resume: bool = False,
    jobs: JobRegistry | None = None,
) -> Workspace:
    """Give a workspace on the newest version, with its first plan or the one that stood then."""
    version = store.versions.newest()
    made = Workspace(
        store.versions.roadmap(version.number),
        engine=engine or DemoEngine(),
        store=store,
        ground=OnVersion(store, version),
        author=author,
        jobs=jobs,
    )
    if resume:
        made.resume(improve=False)
    else:
        made.start(improve=False)
    return made
