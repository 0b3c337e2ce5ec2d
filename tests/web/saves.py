"""The dialog that saves, as its script asks the server."""

import json
from typing import Any

from flask.testing import FlaskClient

PORT = 8099
HOME = f"http://127.0.0.1:{PORT}"
HEADERS = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}


class Dialog:
    """The dialog of one window.

    Parameters
    ----------
    query
        Of the address of the window.
    """

    def __init__(self, client: FlaskClient, query: str = "?lang=en") -> None:
        self.client, self.address = client, f"/saving{query}"
        self.shown: dict[str, Any] = {}

    def open(self) -> dict[str, Any]:
        """Ask what would be saved."""
        self.shown = self.client.get(self.address, base_url=HOME).get_json()
        return self.shown

    def post(self, body: object) -> Any:
        """Send the body of a command."""
        return self.client.post(self.address, data=json.dumps(body), headers=HEADERS, base_url=HOME)

    def send(self, author: str = "Kari", message: str = "", request: str = "r") -> dict[str, Any]:
        """Save what is shown."""
        body = {"do": "save", "author": author, "message": message, "request": request}
        told: dict[str, Any] = self.post(body | {"draft": self.shown["draft"]}).get_json()
        return told

    def save(self, author: str = "Kari", message: str = "", request: str = "r") -> dict[str, Any]:
        """Open the dialog, and save what it shows."""
        self.open()
        return self.send(author, message, request)

    def settle(self, choices: dict[str, str], version: int) -> dict[str, Any]:
        """Choose what is to hold."""
        body = {"do": "settle", "choices": choices, "version": version}
        told: dict[str, Any] = self.post(body).get_json()
        return told
