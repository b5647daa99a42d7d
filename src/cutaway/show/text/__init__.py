"""One printer per stage: each makes a Listing of its stage's value, which prints as text or as data."""
