"""Prices of what is scarce: a bound on any plan, and a guide for those who look for plans.

What parameters mean in all its kernels. Instants and periods count from 0; shares are of a rollout's
units; worth is in the unit of ``WorthArrays``: millions of NOK of value, else that of the score.

- Numbers in the arrays: ``place``, ``index``, ``row`` and ``rows``, ``point`` for the kind of an instant;
  ``bucket`` by pool and period; ``measure_of`` by rollout; ``ahead``, the rollout that each follows;
  ``demand_from``, where the demands of each mode begin; ``places``, the demands on a sector; ``picked``,
  the demand that was taken last, by measure and cell.
- Instants: ``begin``; ``adapted``, the start of the adaptation before each rollout, by the end of the
  phases; ``adaptation``, by rollout its phase; ``first`` and ``last``, periods of a wave or a link;
  ``since``, of waves the period at whose end ``need`` is reached. Periods: ``wait``,
  from the end of the phases until rollouts can have ended.
- Shares: ``wave`` and ``waves`` by period; ``gates``, above what is in use; ``left`` to take in;
  ``need``, one that matters when it is reached; ``part``, what a link asks for. ``held`` is how many periods
  may be full of them.
- Worth: ``price`` and ``prices`` of what is scarce, by row and instant; ``since`` of a link, the sum of
  its prices from each instant on; ``use``, what a phase pays for running, by demand and period, or in
  ``rows`` what is drawn; ``unit`` and ``units``, of a share taken in during each period; ``best`` by
  instant; ``top``, the best units first; ``steady`` and ``benefit``, of a share in use, ``counts`` being
  the period from which benefit does; ``late``, what a delay takes away; ``inside``, of being in, by measure;
  ``start_worth``, ``start`` and ``worth`` by start.
- Amounts of what is limited: ``excess``, what is asked beyond it, below 0 where there is room. ``cell``
  and ``cells`` count equal parts of a sector's capacity.
- Orders: ``order`` and ``orders``, periods by falling worth; ``chosen`` and ``starts``, the mode and the
  start of each phase. ``sign`` is 1 or -1. Yes or no: ``has_to`` and, of one measure, ``inside``; of
  demands by period, ``chosen``.
"""
