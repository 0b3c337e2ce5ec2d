"""A server of the page in a process of its own, with one callback more that saves: tests kill it."""

import os
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dash import Input, Output
from waitress.server import create_server
from web.demo import DemoEngine

from planner.model import Set
from planner.web.app import create_app
from planner.web.commands import carry_out
from planner.web.drafting import version_to_stand_on
from planner.web.ground import OnVersion
from planner.web.keeping import Keeping
from planner.web.workspace import Workspace


def serve_for_ever(files: Path, folder: Path, port: int, ready: Connection) -> None:
    """Open the store as a server does, tell when the page can be asked for, and answer until killed."""
    keeping = Keeping(files, folder, author="Kari")
    store = keeping.open(make=True)
    assert store is not None
    store.searches.interrupt()
    version = version_to_stand_on(store)
    workspace = Workspace(
        store.versions.roadmap(version.number),
        engine=DemoEngine(),
        store=store,
        ground=OnVersion(store, version),
        author="Kari",
    )
    workspace.resume(improve=False)
    app = create_app(workspace, port=port)

    @app.callback(Output("answer", "data"), Input("save", "data"))
    def save(sent: dict[str, Any]) -> list[object]:
        """Draft one cell and save it under a name; give the version, or the words of a refusal."""
        told: list[object] = []

        def command() -> None:
            workspace.change(Set("measures", {"id": sent["measure"]}, "owner", sent["owner"]))
            found = workspace.save("Kari", request=sent["name"])
            told.append(getattr(getattr(found, "version", None), "number", None))

        words, _sight = carry_out(workspace, workspace.journal.sight, command)
        return told or [words]

    server: Any = create_server(app.server, host="127.0.0.1", port=port, threads=4)
    ready.send(os.getpid())
    server.run()
