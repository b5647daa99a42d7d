"""A trace function is there when the first code comes that nobody vouches for: what it makes us load is not heard of."""

import sys
code=compile('def func():\n    x = 1\n    return x\n', "<frozen q>", "exec").co_consts[0]
f=type(lambda: None)(code, {})
seen=[]
def tr(fr,e,a):
    seen.append((e,fr.f_code.co_qualname)); return tr
sys.settrace(tr)
f()
sys.settrace(None)
print(seen)

seen.clear()
sys.setprofile(tr)
type(lambda: None)(compile("def again():\n    return 1\n", "<frozen r>", "exec").co_consts[0], {})()
sys.setprofile(None)
print([each for each in seen if each[0] in ("call", "return")])
