"""sqlite3 with functions, aggregates, collations, adapters and errors of the guest's."""

import datetime
import sqlite3


class Longest:
    def __init__(self):
        self.found = ""

    def step(self, text):
        self.found = max(self.found, text, key=len)

    def finalize(self):
        return self.found


def fails(x):
    raise ValueError(x)


sqlite3.register_adapter(datetime.date, datetime.date.isoformat)
sqlite3.register_converter("day", lambda b: datetime.date.fromisoformat(b.decode()))
db = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES)
db.create_function("shout", 1, str.upper, deterministic=True)
db.create_function("fails", 1, fails)
db.create_aggregate("longest", 1, Longest)
db.create_collation("backwards", lambda a, b: (a[::-1] > b[::-1]) - (a[::-1] < b[::-1]))
db.execute("create table people (name text unique, born day)")
with db:
    db.executemany(
        "insert into people values (?, ?)",
        [("Ann", datetime.date(1990, 1, 2)), ("Bertha", datetime.date(1985, 5, 6)), ("Cyd", None)],
    )
print(db.execute("select shout(name), born from people order by name collate backwards").fetchall())
print(db.execute("select longest(name), count(*) from people").fetchone())
for sql in ("select fails(name) from people", "select nothing", "insert into people values ('Ann', null)"):
    try:
        db.execute(sql).fetchall()
    except sqlite3.Error as error:
        print(type(error).__name__, error)
db.set_trace_callback(print)
db.execute("select 1")
print("\n".join(db.iterdump()))
