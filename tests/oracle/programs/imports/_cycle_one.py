from _cycle_two import name

other = 1
