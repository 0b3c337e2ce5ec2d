"""The saturation map, and the page of one sector below it."""
