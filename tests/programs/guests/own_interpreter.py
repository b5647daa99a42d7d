"""subprocess with sys.executable: options, environment, pipes, exit statuses, a script that starts itself again."""

import subprocess
import sys

if len(sys.argv) > 1:
    depth = int(sys.argv[1])
    print("depth", depth, flush=True)
    sys.exit(subprocess.call([sys.executable, __file__, str(depth - 1)]) + 1 if depth else 0)

print(subprocess.call([sys.executable, __file__, "3"]))
done = subprocess.run(
    [sys.executable, "-O", "-X", "utf8", "-W", "error", "-c", "import sys; print(sys.flags, sys.warnoptions); 1/0"],
    capture_output=True,
    text=True,
)
print(done.returncode, done.stdout, done.stderr)
with subprocess.Popen([sys.executable, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
    print(process.communicate("import os\nprint(__name__, os.environ['LC_ALL'])\n"))
with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
    process.terminate()
    print(process.wait())
