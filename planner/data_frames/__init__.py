"""Roadmaps and plans as pandas data frames, for scripts: the documents' figures, with units in the names."""

from planner.data_frames.face import frames

__all__ = ["frames"]
