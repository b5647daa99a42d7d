from .. import __name__ as PARENT
from ..square import Square


class Circle(Square):
    def area(self):
        return 3 * super().area()
