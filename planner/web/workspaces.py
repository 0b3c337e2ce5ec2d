"""What one server shows, and which of it the address of a page asks for."""

from planner.web.workspace import Workspace


class Workspaces:
    """The workspaces of one server: that of the roadmap, which all windows share.

    Parameters
    ----------
    main
        The one of a page whose address asks for no other.
    """

    def __init__(self, main: Workspace) -> None:
        self.main = main

    def of(self, query: object) -> Workspace:
        """Give the workspace that a page shows, from the query of its address, such as ``?lang=en``."""
        return self.main
