"""The bytecode room: the instruction book, the versions, and every byte format with its reader and its writer."""
