"""How much there is of everything in a potential once it is compiled, read from its .mtp file.

The same rules as in Sources/MomentTensor/Plan: only the highest rank of each mu is accumulated over the neighbours, or the two highest if
ranks of both parities are needed; lower ones follow as traces, dead products are left out, and the products of scalars that nothing
reads are a quadratic form.
"""

import dataclasses
import re


@dataclasses.dataclass(frozen=True)
class PotentialCounts:
    radial_size: int
    radial_functions: int
    monomials: int
    # Those below the highest degree.
    lower_monomials: int
    accumulated: int
    traces: int
    slots: int
    # Terms of intermediate slots, and those among them with a multiplicity other than 1.
    terms: int
    scaled_terms: int
    # Each term is read from both of its factors on the way back.
    readers: int
    scaled_readers: int
    # Weights of the quadratic form, both halves.
    weights: int


def monomials_below(degree):
    return degree * (degree + 1) * (degree + 2) // 6


def read(path):
    text = path.read_text()

    def number(name):
        return int(re.search(rf"^\s*{name}\s*=\s*(\d+)", text, flags=re.M)[1])

    def rows(name, width):
        found = re.search(rf"^\s*{name}\s*=\s*(.*)$", text, flags=re.M)
        numbers = [int(word) for word in re.findall(r"-?\d+", found[1])] if found else []
        return list(zip(*[iter(numbers)] * width))

    return _count(
        number("radial_basis_size"), number("radial_funcs_count"), rows("alpha_index_basic", 4), rows("alpha_index_times", 4),
        [slot for (slot,) in rows("alpha_moment_mapping", 1)])


def _count(radial_size, radial_functions, basic, products, scalars):
    live = _live_slots(products, scalars)
    products = [product for product in products if product[3] in live]
    read_slots = {slot for left, right, _, _ in products for slot in (left, right)}
    leaves = {scalar for scalar in scalars if scalar >= len(basic) and scalar not in read_slots}
    terms = [product for product in products if product[3] not in leaves]
    readers = [2 * factor if left == right else factor
               for left, right, factor, _ in terms for _ in range(1 if left == right else 2)]
    bands = _bands([basic[slot] for slot in live if slot < len(basic)], radial_functions)
    highest = max(band.stop for band in bands) - 1
    accumulated = sum(monomials_below(band.stop) - monomials_below(band.start) for band in bands)
    traced = _traced([basic[slot] for slot in live if slot < len(basic)], bands)
    weights = {pair for left, right, _, target in products if target in leaves for pair in ((left, right), (right, left))}
    return PotentialCounts(
        radial_size=radial_size, radial_functions=radial_functions, monomials=monomials_below(highest + 1),
        lower_monomials=monomials_below(highest),
        accumulated=accumulated, traces=len(traced), slots=accumulated + len(traced) + len({target for *_, target in terms}),
        terms=len(terms), scaled_terms=sum(factor != 1 for _, _, factor, _ in terms),
        readers=len(readers), scaled_readers=sum(factor != 1 for factor in readers), weights=len(weights))


def _live_slots(products, scalars):
    live = set(scalars)
    for left, right, _, target in reversed(products):
        if target in live:
            live.update((left, right))
    return live


def _bands(basic, radial_functions):
    """For each mu, the degrees that are accumulated. A degree that no band has is added to the owner of the next higher one."""
    bands = []
    for current in range(radial_functions):
        ranks = {a + b + c for mu, a, b, c in basic if mu == current}
        top = max(ranks, default=-1)
        have_one_parity = all((top - rank) % 2 == 0 for rank in ranks)
        bands.append(range(top if have_one_parity else top - 1, top + 1) if ranks else range(0))
    owner = None
    for degree in reversed(range(max(band.stop for band in bands))):
        if owner is None or degree not in bands[owner]:
            having = [mu for mu, band in enumerate(bands) if degree in band]
            if having:
                owner = min(having, key=lambda mu: bands[mu].start)
            else:
                bands[owner] = range(degree, bands[owner].stop)
    return bands


def _traced(basic, bands):
    """The components below the accumulated ones that are needed, or that others are the trace of."""
    traced = set()
    waiting = list(basic)
    while waiting:
        mu, a, b, c = moment = waiting.pop()
        if a + b + c in bands[mu] or moment in traced:
            continue
        traced.add(moment)
        waiting += [(mu, a + 2, b, c), (mu, a, b + 2, c), (mu, a, b, c + 2)]
    return traced
