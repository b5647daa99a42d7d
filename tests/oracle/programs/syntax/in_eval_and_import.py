"""SyntaxErrors that reach the top from eval, with the frames of the caller."""


def evaluate(text):
    return eval(text)


evaluate("1 +* 2")
