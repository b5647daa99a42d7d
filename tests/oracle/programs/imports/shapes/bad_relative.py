from ....too_far import x
