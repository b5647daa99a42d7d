"""stdout whose reader has gone."""
import os
import subprocess
import sys

code = "import sys\nfor i in range(100000): print(i)\n"
p = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
p.stdout.readline()
p.stdout.close()
err = p.stderr.read().decode()
print(p.wait(), err)
p = subprocess.Popen([sys.executable, "-c", "print('x')"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=lambda: os.close(0))
p.stdout.close()
print(p.stderr.read().decode(), p.wait())
