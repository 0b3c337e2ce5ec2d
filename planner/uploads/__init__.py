"""What people send back, a workbook or tables in CSV: what it would change, before anything is changed."""

from planner.uploads.mending import Rough
from planner.uploads.reading import LARGEST_UPLOAD, base_name, renewed, uploaded
from planner.uploads.upload import Upload

__all__ = ["LARGEST_UPLOAD", "Rough", "Upload", "base_name", "renewed", "uploaded"]
