"""The web workspace: one page in the browser, served on this machine only."""

from planner.web.app import create_app
from planner.web.server import OpeningRequest, serve
from planner.web.workspace import Workspace

__all__ = ["OpeningRequest", "Workspace", "create_app", "serve"]
