"""The least that an evaluation can take: every vector instruction one slot of the two ports that multiply and add, all lanes full,
and for the products, whose operands lie in memory, the loads and stores of the first-level cache where these are more.
"""

import dataclasses

LOADS_PER_CYCLE = 2
STORES_PER_CYCLE = 1


@dataclasses.dataclass(frozen=True)
class Work:
    """Of one atom, or of one of its neighbours: instructions that work on as many atoms as there are lanes."""
    fused: float = 0
    single: float = 0
    loads: float = 0
    stores: float = 0

    def __add__(self, other):
        return Work(*(a + b for a, b in zip(dataclasses.astuple(self), dataclasses.astuple(other))))

    def __mul__(self, factor):
        return Work(*(factor * a for a in dataclasses.astuple(self)))

    @property
    def operations(self):
        return 2 * self.fused + self.single

    def instructions(self, has_fused):
        return self.fused * (1 if has_fused else 2) + self.single


def radial_work(counts):
    """Distance, unit vector, envelope, the polynomials, and f_mu with f'_mu, both sums of the same polynomials."""
    size, functions = counts.radial_size, counts.radial_functions
    geometry = Work(fused=2, single=1 + 2 + 3)
    envelope = Work(fused=1, single=3)
    polynomials = Work(fused=max(size - 2, 0))
    contraction = Work(fused=(2 * size - 3 + 1) * functions, single=4 * functions)
    return geometry + envelope + polynomials + contraction


def moment_work(counts):
    """There: M += f P, with monomials below the highest degree only. Back: the monomials again, T += G P, H and the gradient, which
    visit every monomial once, and H = f G; the force. Monomials that belong to several mu cost two more each time."""
    lower, shared = counts.lower_monomials, counts.accumulated - counts.monomials
    forward = Work(fused=counts.accumulated, single=max(lower - 4, 0) + 3)
    backward = Work(fused=lower + 2 * (counts.monomials - 1) + 3 + 2 * shared, single=max(lower - 4, 0) + lower + 3)
    force = Work(fused=counts.radial_functions + 2 + 1 + 3, single=1 + 3 + 3)
    return forward + backward + force


def product_work(counts):
    """Traces, intermediate products, the quadratic form with its gradient, and the way back."""
    traces = Work(single=5 * counts.traces, loads=7 * counts.traces, stores=4 * counts.traces)
    forward = Work(fused=counts.terms, single=counts.scaled_terms, loads=2 * counts.terms, stores=counts.slots)
    form = Work(fused=counts.weights + 2 * counts.slots, loads=2 * counts.weights + counts.slots, stores=counts.slots)
    backward = Work(fused=counts.readers, single=counts.scaled_readers, loads=2 * counts.readers)
    return traces + forward + form + backward


def atom_work(counts, neighbours):
    return (radial_work(counts) + moment_work(counts)) * neighbours + product_work(counts)


def instructions_per_atom(counts, neighbours, lanes, has_fused):
    return atom_work(counts, neighbours).instructions(has_fused) / lanes


def microseconds_per_atom(counts, neighbours, peak, lanes_per_double=1):
    """`peak` as `machine.peaks` measures it; `lanes_per_double` is 2 for single precision."""
    pairs = (radial_work(counts) + moment_work(counts)) * neighbours
    products = product_work(counts)
    pair_seconds = pairs.instructions(peak["fused"]) / peak["instructions"]
    product_seconds = max(
        products.instructions(peak["fused"]) / peak["instructions"], products.loads / LOADS_PER_CYCLE / peak["cycles"],
        products.stores / STORES_PER_CYCLE / peak["cycles"])
    return 1e6 * (pair_seconds + product_seconds) / (peak["lanes"] * lanes_per_double)
