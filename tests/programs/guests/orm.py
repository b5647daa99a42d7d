"""sqlalchemy's ORM on sqlite in memory: mapped classes, relations, queries, hybrid properties, rollbacks."""

from sqlalchemy import ForeignKey, create_engine, event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    books: Mapped[list["Book"]] = relationship(back_populates="author", cascade="all, delete-orphan")

    def __repr__(self):
        return f"Author({self.name!r}, {len(self.books)} books)"


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    pages: Mapped[int | None]
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship(back_populates="books")

    @hybrid_property
    def is_long(self):
        return self.pages > 300


engine = create_engine("sqlite://")
statements = []
event.listen(engine, "before_cursor_execute", lambda c, cur, sql, *rest: statements.append(sql.split()[0]))
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all(
        [
            Author(name="Le Guin", books=[Book(title="The Dispossessed", pages=387), Book(title="Lathe", pages=184)]),
            Author(name="Lem", books=[Book(title="Solaris", pages=204)]),
        ]
    )
    session.commit()
    for author in session.scalars(select(Author).options(selectinload(Author.books)).order_by(Author.name)):
        print(author, [(b.title, b.is_long) for b in author.books])
    print(session.scalars(select(Book.title).where(Book.is_long)).all())
    query = select(Author.name, func.sum(Book.pages)).join(Book).group_by(Author.name).order_by(func.sum(Book.pages))
    print(session.execute(query).all())
    print(query)
    session.add(Author(name="Lem"))
    try:
        session.commit()
    except IntegrityError as error:
        session.rollback()
        print(type(error).__name__, error.orig)
    session.delete(session.scalars(select(Author).filter_by(name="Lem")).one())
    session.commit()
    print(session.scalar(select(func.count()).select_from(Book)), sorted(set(statements)))
