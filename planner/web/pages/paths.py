"""The paths of the pages, the same in all languages."""

HOME = "/"
PLAN = "/plan"
CHANGES = "/endringer"
TARGET_PAGE = "/malbilde"
NEEDS = "/behov"
CAPACITY_PAGE = "/kapasitet"
SATURATION = "/saturation"
DEPENDENCIES = "/avhengigheter"
DATA = "/data"
STATUS = "/status"
SCENARIOS = "/scenarioer"
BOARD = "/styret"

MOVED = {SATURATION: CAPACITY_PAGE}
"""Paths of pages that have become part of another."""
