"""Arithmetic, comparison and truth.  Every common operator has an entry; `operation` serves the rest."""

from cutaway.bytecode.define import instruction


@instruction("left, right -- result", stands_for=("BINARY_OP", 0))
def BINARY_OP_ADD(left, right):
    """left + right"""
    return left + right


@instruction("left, right -- result", stands_for=("BINARY_OP", 1))
def BINARY_OP_AND(left, right):
    """left & right"""
    return left & right


@instruction("left, right -- result", stands_for=("BINARY_OP", 2))
def BINARY_OP_FLOOR_DIVIDE(left, right):
    """left // right"""
    return left // right


@instruction("left, right -- result", stands_for=("BINARY_OP", 3))
def BINARY_OP_LSHIFT(left, right):
    """left << right"""
    return left << right


@instruction("left, right -- result", stands_for=("BINARY_OP", 5))
def BINARY_OP_MULTIPLY(left, right):
    """left * right"""
    return left * right


@instruction("left, right -- result", stands_for=("BINARY_OP", 6))
def BINARY_OP_REMAINDER(left, right):
    """left % right"""
    return left % right


@instruction("left, right -- result", stands_for=("BINARY_OP", 7))
def BINARY_OP_OR(left, right):
    """left | right"""
    return left | right


@instruction("left, right -- result", stands_for=("BINARY_OP", 8))
def BINARY_OP_POWER(left, right):
    """left ** right"""
    return left**right


@instruction("left, right -- result", stands_for=("BINARY_OP", 9))
def BINARY_OP_RSHIFT(left, right):
    """left >> right"""
    return left >> right


@instruction("left, right -- result", stands_for=("BINARY_OP", 10))
def BINARY_OP_SUBTRACT(left, right):
    """left - right"""
    return left - right


@instruction("left, right -- result", stands_for=("BINARY_OP", 11))
def BINARY_OP_TRUE_DIVIDE(left, right):
    """left / right"""
    return left / right


@instruction("left, right -- result", stands_for=("BINARY_OP", 12))
def BINARY_OP_XOR(left, right):
    """left ^ right"""
    return left ^ right


@instruction("left, right -- result", stands_for=("BINARY_OP", 13))
def BINARY_OP_INPLACE_ADD(left, right):
    """left += right"""
    left += right
    return left


@instruction("left, right -- result", stands_for=("BINARY_OP", 14))
def BINARY_OP_INPLACE_AND(left, right):
    """left &= right"""
    left &= right
    return left


@instruction("left, right -- result", stands_for=("BINARY_OP", 15))
def BINARY_OP_INPLACE_FLOOR_DIVIDE(left, right):
    """left //= right"""
    left //= right
    return left


@instruction("left, right -- result", stands_for=("BINARY_OP", 18))
def BINARY_OP_INPLACE_MULTIPLY(left, right):
    """left *= right"""
    left *= right
    return left


@instruction("left, right -- result", stands_for=("BINARY_OP", 19))
def BINARY_OP_INPLACE_REMAINDER(left, right):
    """left %= right"""
    left %= right
    return left


@instruction("left, right -- result", stands_for=("BINARY_OP", 20))
def BINARY_OP_INPLACE_OR(left, right):
    """left |= right"""
    left |= right
    return left


@instruction("left, right -- result", stands_for=("BINARY_OP", 23))
def BINARY_OP_INPLACE_SUBTRACT(left, right):
    """left -= right"""
    left -= right
    return left


@instruction("left, right -- result", stands_for=("BINARY_OP", 24))
def BINARY_OP_INPLACE_TRUE_DIVIDE(left, right):
    """left /= right"""
    left /= right
    return left


@instruction("left, right -- result")
def BINARY_OP(operation, left, right):
    """Any other binary operator: matrix products and the rarer in-place forms."""
    return operation(left, right)


@instruction("left, right -- result", stands_for=("COMPARE_OP", 0))
def COMPARE_OP_LT(left, right):
    """left < right"""
    return left < right


@instruction("left, right -- result", stands_for=("COMPARE_OP", 1))
def COMPARE_OP_LE(left, right):
    """left <= right"""
    return left <= right


@instruction("left, right -- result", stands_for=("COMPARE_OP", 2))
def COMPARE_OP_EQ(left, right):
    """left == right"""
    return left == right


@instruction("left, right -- result", stands_for=("COMPARE_OP", 3))
def COMPARE_OP_NE(left, right):
    """left != right"""
    return left != right


@instruction("left, right -- result", stands_for=("COMPARE_OP", 4))
def COMPARE_OP_GT(left, right):
    """left > right"""
    return left > right


@instruction("left, right -- result", stands_for=("COMPARE_OP", 5))
def COMPARE_OP_GE(left, right):
    """left >= right"""
    return left >= right


@instruction("operand -- result")
def UNARY_POSITIVE(operand):
    """+operand"""
    return +operand


@instruction("operand -- result")
def UNARY_NEGATIVE(operand):
    """-operand"""
    return -operand


@instruction("operand -- result")
def UNARY_INVERT(operand):
    """~operand"""
    return ~operand


@instruction("operand -- result")
def UNARY_NOT(operand):
    """not operand"""
    return not operand


@instruction("item, container -- found")
def CONTAINS_OP(oparg, item, container):
    """item in container, or not in when oparg is 1."""
    if oparg:
        return item not in container
    return item in container


@instruction("left, right -- same")
def IS_OP(oparg, left, right):
    """left is right, or is not when oparg is 1."""
    if oparg:
        return left is not right
    return left is right
