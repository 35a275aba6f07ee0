"""Five crystals of 16 atoms to begin with: fcc at three densities, each atom moved at random."""
import math
import random

random.seed(1)
with open("initial.xyz", "w") as file:
    for lattice, rattle in [(3.96, 0.05), (3.96, 0.15), (3.88, 0.1), (4.04, 0.1), (4.12, 0.15)]:
        edge = lattice / math.sqrt(2)
        cell = (2 * edge, 2 * edge, 2 * lattice)
        file.write('16\nLattice="%.6f 0 0 0 %.6f 0 0 0 %.6f" Properties=species:S:1:pos:R:3 pbc="T T T"\n' % cell)
        for i in range(2):
            for j in range(2):
                for k in range(2):
                    for shift in (0, 0.5):
                        place = ((i + shift) * edge, (j + shift) * edge, (k + shift) * lattice)
                        file.write("Al %.6f %.6f %.6f\n" % tuple(x + random.gauss(0, rattle) for x in place))
