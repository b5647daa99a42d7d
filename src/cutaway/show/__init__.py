"""Presentation only: one printer per stage (text/) and the command line (cli/)."""
