"""The slider between improving and disturbing: what a move of the proposal has to be worth."""
