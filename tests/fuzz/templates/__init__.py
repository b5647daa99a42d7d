"""What fuzz programs are made of, by subject: each module is data, templates that `tests.fuzz.writer` fills in."""
