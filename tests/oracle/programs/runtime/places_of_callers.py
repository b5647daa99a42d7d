"""Where a frame is (f_lasti) while what it calls runs, and in tracebacks and trace events: by CPython, C calls count otherwise."""

import sys
def at(): return sys._getframe(2).f_lasti
class M(type):
    def __call__(cls,*a,**k): print("meta call",at()); return 1
class X(metaclass=M): pass
class I:
    def __init__(self,*a,**k): print("init",at())
class N:
    def __new__(cls,*a,**k): print("new",at()); return object.__new__(cls)
class C:
    def __call__(self,*a,**k): print("call",at()); return 1
    def __add__(self,o): print("add",at()); return 1
    def __getitem__(self,o): print("getitem",at()); return 1
    def __setitem__(self,o,v): print("setitem",at()); return 1
    def __delitem__(self,o): print("delitem",at()); return 1
    def __eq__(self,o): print("eq",at()); return 1
    def __lt__(self,o): print("lt",at()); return 1
    def __bool__(self): print("bool",at()); return True
    def __contains__(self,o): print("contains",at()); return True
    def __iter__(self): print("iter",at()); return self
    def __next__(self): print("next",at()); raise StopIteration
    def __getattr__(self,n): print("getattr",at()); return 1
    @property
    def p(self): print("prop",at()); return 1
    @p.setter
    def p(self,v): print("propset",at())
    @p.deleter
    def p(self): print("propdel",at())
    def __neg__(self): print("neg",at())
    def __enter__(self): print("enter",at()); return self
    def __exit__(self,*a): print("exit",at())
    def m(self,*a,**k): print("m",at())
    def __iadd__(self,o): print("iadd",at()); return self
    def __format__(self,s): print("format",at()); return ""
    @staticmethod
    def s(*a): print("static",at())
    @classmethod
    def k(cls,*a): print("classm",at())
def f(c):
    X(1,b=2); X(); X(*[1]); I(1,b=2); I(); I(*[1],**{}); N(1); N(1,a=2)
    c(1); c(b=2); c(*[1]); c+1; c[1]; c[1:2]
    c[1]=2; del c[1]; c==1; c<1
    if c: pass
    not c
    1 in c
    for z in c: pass
    c.zzz; c.p; c.p=1
    del c.p
    -c
    with c: pass
    c.m(1); c.m(1,b=2); c.m(*[1]); c.s(1); c.k(1); c.zzz
    c+=1
    f"{c}"
    b=c.m; b(1); b(a=2)
    while c: break
    c and 1
    return c.p
f(C()); f(C())
def g(kind):
    class E(Exception): pass
    def boom(*a,**k): raise E
    class B: pass
    for n in "__init__ __call__ __add__ __getitem__ __eq__ __bool__ __iter__ __contains__ __getattr__ __enter__ __exit__ __neg__".split(): setattr(B,n,boom) if n!="__init__" else None
    class I2: __init__=boom
    class M2(type): __call__=boom
    class X2(metaclass=M2): pass
    b=B()
    def t1(): I2(1,b=2)
    def t2(): X2(1,b=2)
    def t3(): b(1,a=2)
    def t4(): b+1
    def t5(): b[1]
    def t6(): b==1
    def t7():
        if b: pass
    def t8():
        for x in b: pass
    def t9(): 1 in b
    def t10(): b.zz
    def t11():
        with b: pass
    def t12(): -b
    def t13(): boom(1)
    def t14(): boom(*[1])
    def t15(): I2(*[1])
    def t16(): X2(*[1])
    def t17(): b(*[1])
    for t in (t1,t2,t3,t4,t5,t6,t7,t8,t9,t10,t11,t12,t13,t14,t15,t16,t17):
        try: t()
        except E as e: print(t.__name__, e.__traceback__.tb_next.tb_lasti)
        ev=[]
        def tr(fr,e,a):
            fr.f_trace_opcodes=True
            if fr.f_code is t.__code__: ev.append((e,fr.f_lasti))
            return tr
        sys.settrace(tr)
        try: t()
        except E: pass
        sys.settrace(None)
        print(ev)
g(1)
