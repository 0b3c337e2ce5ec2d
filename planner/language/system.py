"""What a machine says when it cannot read or write, worded for people: by itself it says so in English."""

import errno

from planner.language.message import Message, to_say

_NO_ACCESS = to_say("access is denied")
_FULL = to_say("the disk is full")
_TOO_MANY_FILES = to_say("too many files are open")
REASONS = {
    errno.ENOENT: to_say("there is no such file or folder"),
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.EROFS: to_say("what is there can only be read"),
    errno.EISDIR: to_say("it is a folder"),
    errno.ENOTDIR: to_say("a part of its path is no folder"),
    errno.EEXIST: to_say("something else is there already"),
    errno.ENOTEMPTY: to_say("the folder is not empty"),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: to_say("it would be too large for the disk"),
    errno.EMFILE: _TOO_MANY_FILES,
    errno.ENFILE: _TOO_MANY_FILES,
    errno.EBUSY: to_say("something else is using it"),
    errno.EIO: to_say("the disk fails"),
    errno.ELOOP: to_say("its links go in a circle"),
    errno.ENAMETOOLONG: to_say("its name is too long"),
    errno.EADDRINUSE: to_say("something else is using it"),
    errno.ENOMEM: to_say("there is not enough memory"),
}
"""What is said by the number of the error; one that is missing here is told as the system tells it."""


def reason_of(error: OSError) -> Message:
    """Give why something could not be read or written, as the end of a sentence.

    Examples
    --------
    >>> print(reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory")))
    there is no such file or folder
    """
    known = REASONS.get(error.errno or 0)
    return known or Message("{text}", (("text", error.strerror or str(error)),))
