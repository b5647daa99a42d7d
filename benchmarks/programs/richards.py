"""A scheduler of tasks in the manner of Richards: methods, attributes, inheritance.  SIZE may be given as the argument."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 1000


class Packet:
    def __init__(self, ident, kind):
        self.ident = ident
        self.kind = kind
        self.link = None
        self.data = [0, 0, 0, 0]


class Task:
    def __init__(self, sched, ident, pri):
        self.sched = sched
        self.ident = ident
        self.pri = pri
        self.queue = []
        self.waiting = False
        self.runs = 0

    def post(self, pkt):
        self.queue.append(pkt)
        self.waiting = False

    def ready(self):
        return not self.waiting

    def step(self):
        self.runs += 1


class IdleTask(Task):
    def __init__(self, sched, ident, pri):
        Task.__init__(self, sched, ident, pri)
        self.control = 1
        self.count = 60

    def ready(self):
        return self.count > 0

    def step(self):
        self.runs += 1
        self.count -= 1
        if self.control & 1:
            self.control = (self.control // 2) ^ 53256
            self.sched.wake(2)
        else:
            self.control = self.control // 2
            self.sched.wake(3)


class WorkTask(Task):
    def __init__(self, sched, ident, pri):
        Task.__init__(self, sched, ident, pri)
        self.letter = 0
        self.dest = 2

    def step(self):
        self.runs += 1
        if len(self.queue) == 0:
            self.waiting = True
            return
        pkt = self.queue.pop(0)
        if self.dest == 2:
            self.dest = 3
        else:
            self.dest = 2
        for i in range(4):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            pkt.data[i] = 64 + self.letter
        pkt.kind = self.dest
        self.sched.send(self.dest, pkt)


class DeviceTask(Task):
    def __init__(self, sched, ident, pri):
        Task.__init__(self, sched, ident, pri)
        self.total = 0

    def step(self):
        self.runs += 1
        if len(self.queue) == 0:
            self.waiting = True
            return
        pkt = self.queue.pop(0)
        for c in pkt.data:
            self.total = (self.total * 33 + c) % 1000003
        if pkt.ident % 3 == 0:
            pkt.ident += 1
            self.sched.send(4, pkt)
        else:
            pkt.ident += 1
            self.sched.send(1, pkt)


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.table = {}
        self.sent = 0

    def add(self, task):
        self.tasks.append(task)
        self.table[task.ident] = task

    def send(self, ident, pkt):
        self.sent += 1
        self.table[ident].post(pkt)

    def wake(self, ident):
        self.table[ident].waiting = False

    def schedule(self):
        active = True
        while active:
            active = False
            for t in self.tasks:
                if t.ready():
                    t.step()
                    active = True
            if self.table[0].count <= 0:
                break


def run(n):
    acc = 0
    for k in range(n):
        s = Scheduler()
        s.add(IdleTask(s, 0, 0))
        s.add(WorkTask(s, 1, 10))
        s.add(WorkTask(s, 4, 10))
        s.add(DeviceTask(s, 2, 20))
        s.add(DeviceTask(s, 3, 20))
        for p in range(4):
            s.send(1, Packet(p, 2))
        s.schedule()
        total = 0
        for t in s.tasks:
            total += t.runs
        acc = (acc * 7 + total + s.sent + s.table[2].total) % 1000003
    return acc


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
