"""The capacity of the sectors as a table whose cells are set or scaled as steps of the draft."""
