"""List schedules: measures placed one by one, by compiled kernels; the first plan of every search.

What parameters mean in all kernels of this engine. Instants and periods count from 0; shares are of a
rollout's units, from 0 to 1; worth is in the unit of ``WorthArrays``: millions of NOK of value, else that
of the score.

- Numbers in the arrays: ``place`` and ``turn`` in a list, ``pool`` of what is limited, ``order`` of
  measures as they are placed; ``first`` and ``last`` of a measure's phases, ``last`` being the one after
  them; of ``best_begin``, the instants between which to begin.
- Instants: ``not_before``, ``after``, ``earliest``, ``low``, ``high``, ``end``, ``end_after``, ``begin``,
  both ends of a ``window``. Periods: ``late``.
- Shares: ``in_use`` at the status date, ``asked`` by a link, ``target``, ``wave``, and ``window`` of
  instants; ``strength``, of the number of measures.
- Worth: ``hope`` by measure; ``lasting``, of taking everybody in during a period, by rollout and period;
  ``price`` of a unit of each pool, by bucket; ``rent``, what a mode pays from each start, modes x
  instants; ``hurry``, of a period of waiting. ``thrift`` says how many times rent counts.
- Without unit: ``sign``, 1 to take and -1 to give back; ``times``, how often; ``key``, what orders;
  ``thirds`` of the horizon; ``level``, the score of what is kept; ``weights``, how scarce each sector is;
  ``rank`` and ``ranks``, places in an order; ``urgency``, from 0 on, the larger the sooner; ``source``
  and ``copy``, rows of any figures.
- Yes or no: ``wanted`` by rollout and period; ``spare`` by rollout or, of one, for it;
  ``needed``, ``barred``, ``everything`` and ``flags`` by
  measure or, of one measure, for it; ``tried`` by group; ``must``, ``exactly``, ``whole`` and
  ``by_promise`` for the whole call.
"""
