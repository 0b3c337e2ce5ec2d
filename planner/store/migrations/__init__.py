"""How databases of earlier forms are raised: one module per form in ``versions``, in the order of numbers."""
