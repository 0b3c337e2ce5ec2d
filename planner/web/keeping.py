"""Where what is drafted, saved and decided is kept while a roadmap is served."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from planner.language import Message, reason_of, to_say
from planner.model import Roadmap
from planner.store import Store, StoreError, open_store, served_alone

Opening = Callable[[], Store | None]


class Keeping:
    """The store of a served roadmap, held for this server alone until it ends.

    Parameters
    ----------
    path
        Folder or file of the roadmap's tables.
    folder
        Where the store lies; in the user's data folder where none is named. Where that cannot be written,
        what is kept goes with the server.
    author
        Who takes the files in, as typed.
    """

    def __init__(self, path: Path, folder: Path | None = None, *, author: str) -> None:
        self.path, self.folder, self.author = path, folder, author
        self.store: Store | None = None
        self.passes_because: Message | None = None
        """Why nothing outlives this server; nothing where it does."""
        self._held = ExitStack()

    def open(self, *, make: bool, first: Roadmap | None = None) -> Store | None:
        """Open the store, for this server alone; nothing where nothing is kept yet and none is to be made.

        ``first`` is what the files hold, where they have just been read.

        Raises
        ------
        StoreError
            If it is missing, damaged, newer, of another roadmap, or another server's, or if a folder that was
            named cannot be written.
        """
        if self.store is None:
            self.store = self._opened(make, first)
        return self.store

    def close(self) -> None:
        """Let the store go, so that another server may have it."""
        self._held.close()

    def _opened(self, make: bool, first: Roadmap | None) -> Store | None:
        try:
            return self._alone(self.folder, make, first)
        except StoreError as error:
            if error.code == "no store" and not make:
                return None
            if error.code not in ("not writable", "network drive") or self.folder is not None:
                raise
            return self._passing(error, first) if make else None

    def _passing(self, error: StoreError, first: Roadmap | None) -> Store | None:
        """Keep it in a folder that goes with the server; where there is none either, keep nothing."""
        self.passes_because = error.message
        try:
            folder = self._held.enter_context(tempfile.TemporaryDirectory(prefix="planner-"))
            return self._alone(Path(folder), make=True, first=first)
        except (OSError, StoreError):
            return None

    def _alone(self, folder: Path | None, make: bool, first: Roadmap | None) -> Store:
        store = open_store(self.path, folder, author=self.author, make=make, first=first)
        try:
            self._held.enter_context(served_alone(store.folder))
        except OSError as error:
            message = to_say(
                "Nothing can be kept in {folder}: {reason}.", folder=store.folder, reason=reason_of(error)
            )
            raise StoreError("not writable", message) from error
        return store
