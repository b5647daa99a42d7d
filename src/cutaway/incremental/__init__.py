"""The incremental compiler: an edited source, and the cache of the version before -> the cache of this version.

compiling     the way in: a source, what the cache has of it -> bytes for the cache, and what had to be compiled
recompile     the steps for an edit: match, read, compile what is new, link
outline       a source's statements, with hashes of their texts: what is kept of an old source
matching      outline and new text -> what still stands there, and where the text is new
skeleton      new text -> its statements, and the proof that the rest still means the same
line_shift    the location table of a body whose statements moved
marshal_scan  bytes of a code object -> where every object in them stands
marshal_link  code objects of several streams -> the bytes of one
sharing       what the linker cannot tell
index_bytes   the index of definitions, as the cache keeps it
changes       two versions -> which definitions were added, changed, moved, removed, and why
"""
