"""The problem as flat arrays, and how kernels are compiled, kept and forgotten.

What parameters of the kernels in ``chains`` mean: ``first`` and ``last`` are the numbers of a measure's
first phase and of the one after its last; ``phase_from`` says where the phases of each measure begin;
``ended`` is the worth of having ended, by phase and instant; ``worth`` is that of a mode by start;
``earliest`` and ``latest`` are instants by mode, ``pause`` is in periods; ``before`` is the best end by
start; ``mode`` and ``start`` are the chosen mode and the instant of its start, by phase. Worth is in the
unit of ``WorthArrays``: millions of NOK of value, else that of the score.
"""
