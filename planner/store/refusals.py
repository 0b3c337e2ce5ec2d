"""What a store refuses, and what stands in its way, in words."""

from planner.language import Message, ToldError


class StoreError(ToldError):
    """Something that cannot be done; nothing has been changed.

    Parameters
    ----------
    code
        Which kind it is: ``no store``, ``missing``, ``damaged``, ``newer``, ``foreign``, ``network drive``,
        ``busy``, ``full``, ``not writable``, ``served``, ``unknown``, ``changed since``, ``not allowed``,
        ``no roadmap``.
    """

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(message)
        self.code = code
