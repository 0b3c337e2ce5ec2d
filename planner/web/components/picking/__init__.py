"""What a proposal moves, measure by measure, to accept all or some of it."""
