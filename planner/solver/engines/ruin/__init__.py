"""Ruin and recreate: takes measures out of a plan and places them anew.

What parameters mean in its kernels, besides those of ``placing``: ``wanted`` is how many measures to
choose; ``own`` what each measure is worth as planned, and ``merit`` that, with what its followers
promise, for its scarce effort, both by measure; ``levels`` what plans are worth under each objective that
came before, and ``sign`` 1 to add to them and -1 to take away; ``centre`` the number of a measure;
``no_rent`` rent of nothing, modes x instants; ``plain`` which measures have phases alone; ``changed``
which are planned anew; ``after`` an instant; ``kind`` in what way measures are alike; ``keys`` orders of
measures, one a row, and ``order`` the one in use; ``rent``, ``thrift`` and ``needed`` as in ``placing``;
``warmth`` the temperature at the first and at the last round, in the unit of the worth; ``most`` how many
measures are taken out at a time, and ``rounds`` how often. Where waves change places: ``then`` and ``later``
are the periods between which they do; ``asked`` a trade, and ``ratio`` how much the taker takes of what the
giver gives; ``times`` and ``amount`` shares of a rollout; ``row`` 0 for the taker and 1 for the giver.
"""
