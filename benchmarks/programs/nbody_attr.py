"""Bodies under gravity: attributes of instances.  SIZE may be given as the argument."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 30000


class Body:
    def __init__(self, x, y, z, vx, vy, vz, m):
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx
        self.vy = vy
        self.vz = vz
        self.m = m


def make():
    pi = 3.141592653589793
    sm = 4 * pi * pi
    d = 365.24
    return [
        Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, sm),
        Body(
            4.84143144246472090,
            -1.16032004402742839,
            -0.103622044471123109,
            0.00166007664274403694 * d,
            0.00769901118419740425 * d,
            -0.0000690460016972063023 * d,
            0.000954791938424326609 * sm,
        ),
        Body(
            8.34336671824457987,
            4.12479856412430479,
            -0.403523417114321381,
            -0.00276742510726411899 * d,
            0.00499852801234917238 * d,
            0.0000230417297573763929 * d,
            0.000285885980666130812 * sm,
        ),
        Body(
            12.8943695621391310,
            -15.1111514016986312,
            -0.223307578892655734,
            0.00296460137564761618 * d,
            0.00237847173959480950 * d,
            -0.0000296589568540237556 * d,
            0.0000436624404335156298 * sm,
        ),
        Body(
            15.3796971148509165,
            -25.9193146099879641,
            0.179258772950371181,
            0.00268067772490389322 * d,
            0.00162824170038242295 * d,
            -0.0000951592254519715870 * d,
            0.0000515138902046611451 * sm,
        ),
    ]


def advance(bodies, dt):
    n = len(bodies)
    for i in range(n):
        b = bodies[i]
        for j in range(i + 1, n):
            c = bodies[j]
            dx = b.x - c.x
            dy = b.y - c.y
            dz = b.z - c.z
            d2 = dx * dx + dy * dy + dz * dz
            mag = dt / (d2 * d2**0.5)
            bm = b.m * mag
            cm = c.m * mag
            b.vx -= dx * cm
            b.vy -= dy * cm
            b.vz -= dz * cm
            c.vx += dx * bm
            c.vy += dy * bm
            c.vz += dz * bm
    for b in bodies:
        b.x += dt * b.vx
        b.y += dt * b.vy
        b.z += dt * b.vz


def energy(bodies):
    e = 0.0
    n = len(bodies)
    for i in range(n):
        b = bodies[i]
        e += 0.5 * b.m * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz)
        for j in range(i + 1, n):
            c = bodies[j]
            dx = b.x - c.x
            dy = b.y - c.y
            dz = b.z - c.z
            e -= b.m * c.m / (dx * dx + dy * dy + dz * dz) ** 0.5
    return e


def run(n):
    bodies = make()
    for k in range(n):
        advance(bodies, 0.01)
    return int(energy(bodies) * 1000000)


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
