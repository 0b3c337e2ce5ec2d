# %% [markdown]
# # A roadmap and its plans as data frames
#
# `planner.frames` gives a roadmap, a plan or several plans as [pandas](https://pandas.pydata.org) data
# frames. It is a function and no method of theirs: what a roadmap and a plan are needs only the standard
# library, and stays so. `help(planner.frames)` says what there is. Run this file as it is, or cell by cell
# where `# %%` is known (VS Code, Spyder, Jupyter with jupytext).

# %%
from pathlib import Path

import planner
from planner.pipeline import load_scenario

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 5

# %% [markdown]
# ## What stands in the tables
# One frame per table, under its English name; an empty cell has its default. What is assumed?

# %%
roadmap = planner.read_roadmap(ROOT / "data")
tables = planner.frames(roadmap)
print(tables["measures"].groupby("goal").size().sort_values(ascending=False))
print(tables["rollouts"]["basis"].value_counts())

# %% [markdown]
# ## A plan after a few seconds
# Load per sector and year, in person-months, and as a share of what the sector can give.

# %%
plan = planner.solve(roadmap, seconds=SECONDS)
frames = planner.frames(plan)
load = (
    frames["load"]
    .reset_index()
    .groupby(["sector", "year"])[["load_person_months", "capacity_person_months"]]
    .sum()
)
load["busy_share"] = load["load_person_months"] / load["capacity_person_months"]
print(load["busy_share"].unstack("year").astype(float).round(2))

# %% [markdown]
# ## Money per year
# In NOK of the price year: not discounted, without tax cost.

# %%
money = frames["money"]
print(
    (money[["investment_nok", "budget_nok", "running_cost_nok", "benefit_nok"]].astype(float) / 1e6).round(1)
)

# %% [markdown]
# ## Waves
# How many units of each sector take something into use in each year.

# %%
waves = frames["waves"].reset_index()
print(waves.groupby(["sector", "year"])["wave_units"].sum().unstack("year").astype(float).round(0))

# %% [markdown]
# ## Two scenarios beside the plan
# The same frames with the plan's name before what names a row, and `plans` with a row for each.

# %%
plans = {"as it stands": plan}
for file in ("kommuner_20_prosent_mer.toml", "halv_kapasitet.toml"):
    scenario = load_scenario(ROOT / "data" / "scenarios" / file)
    if scenario.outcome.roadmap is not None:
        plans[scenario.scenario.name] = planner.solve(scenario.outcome.roadmap, seconds=SECONDS)

both = planner.frames(plans)
print(both["plans"][["status", "net_benefit_nok", "coverage_at_end_share", "measures_in", "last_day"]].T)

ends = both["measures"]["last_day"].unstack("plan")
print(ends[ends.nunique(axis="columns") > 1])

coverage = both["target_picture"].reset_index().groupby(["plan", "year"])["coverage_share"].last()
print(coverage.unstack("plan").astype(float).round(3))
