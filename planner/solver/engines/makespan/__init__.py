"""Compiled list schedules for the shortest plans without waves, and lower bounds on them.

What parameters mean in all its kernels. Figures are whole numbers; a unit of a resource is what makes all
demands on it whole (``common_factor``).

- Numbers: ``own``, of a mode; ``place`` and ``spot``, in a list; ``size``, ``ready`` and ``done``, how
  many; ``times``, how often; ``most``, of decisions; ``rounds``, of justifying; ``tries``, of a stretch;
  ``children``, ``mother`` and ``father``, of members; ``item`` and ``heap``, of activities, ``ranks`` of
  those that may start.
- By activity: ``mode``, its mode; ``start`` and ``trial``, instants, or -1; ``order`` and ``rank``, which
  comes when; ``ready_at``, the instant from which it may start; ``waiting``, how many predecessors have
  not begun; ``shortest`` and ``longest``, periods; ``head`` and ``until_end``, least periods from the
  beginning and to the end; ``key``, what orders it, and ``spread`` and ``noise``, how much is added, in the
  same unit; ``first`` and ``following``, chains.
- Instants: ``until``, ``finish``, ``end``, ``following`` in a proof. Periods: ``duration``, ``stretch``.
- Units of resources: ``free``, by period; ``demand``, of one mode in each period.
- Of a population: ``starts``, ``modes`` and ``scores``, by member. Of a proof: ``begun``, a set of
  activities as bits.
- Yes or no: ``parallel``, whether schedules are made period by period.
"""
