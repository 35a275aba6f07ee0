import Atoms
import MomentTensor

/// The lower convex hull of formation energies over compositions.
///
/// Only the lowest structure of each composition can lie on it, and unless it is pure only with a formation energy of zero or below. Whether
/// it does, a mixture of the others decides; of what does, the mixtures at all compositions follow.
struct LowerHull {
    /// A pure component, or the lowest structure of a composition.
    private struct Vertex {
        let composition: Composition
        /// The structure; `nil` for a component of which only the energy is known.
        let structure: Int?
        let energy: Double
    }

    /// Those that the hull may have, the pure components first.
    private let vertices: [Vertex]
    private let isStable: [Bool]
    /// What the others can do at the composition of a vertex that is not pure.
    private let competitors: [LowestMixture?]
    private let places: [Composition: Int]
    /// What the stable ones can do at each composition.
    private let mixtures: [Composition: LowestMixture]

    /// - Parameters:
    ///   - energies: of formation, one for each composition
    ///   - given: the components that exist with the formation energy zero, besides the structures that are
    init(_ compositions: [Composition], _ energies: [Double], _ components: [Element], isGiven given: Set<Element>) {
        var lowest: [Composition: Int] = [:]
        var order: [Composition] = []
        for (index, composition) in compositions.enumerated() {
            guard let current = lowest[composition] else {
                lowest[composition] = index
                order.append(composition)
                continue
            }
            if energies[index] < energies[current] { lowest[composition] = index }
        }
        var vertices = components.map { component in
            let pure = Composition(pure: component)
            let structure = lowest[pure].flatMap { energies[$0] <= 0 || !given.contains(component) ? $0 : nil }
            return Vertex(composition: pure, structure: structure, energy: structure.map { energies[$0] } ?? 0)
        }
        for composition in order where !composition.isPure {
            guard let index = lowest[composition], energies[index] <= PhaseDiagram.noise else { continue }
            vertices.append(Vertex(composition: composition, structure: index, energy: energies[index]))
        }
        let phases = vertices.map { LowestMixture.Phase(fractions: $0.composition.fractions(of: components), energy: $0.energy) }
        self.vertices = vertices
        places = Dictionary(uniqueKeysWithValues: vertices.enumerated().map { ($0.element.composition, $0.offset) })
        competitors = vertices.indices.map { place in
            guard place >= components.count else { return nil }
            return LowerHull.mixture(at: vertices[place].composition, vertices, phases, components) { $0 != place }
        }
        let isStable = zip(vertices, competitors).map { vertex, others in
            others.map { vertex.energy <= $0.energy + PhaseDiagram.noise } ?? true
        }
        var mixtures: [Composition: LowestMixture] = [:]
        for composition in order {
            mixtures[composition] = LowerHull.mixture(at: composition, vertices, phases, components) { isStable[$0] }
        }
        self.isStable = isStable
        self.mixtures = mixtures
    }

    /// The lowest mixture; only the components that have a part in the composition take part in it.
    private static func mixture(
        at composition: Composition, _ vertices: [Vertex], _ phases: [LowestMixture.Phase], _ components: [Element],
        where allowed: (Int) -> Bool
    ) -> LowestMixture {
        let places = vertices.indices.filter { allowed($0) && vertices[$0].composition.isContained(in: composition) }
        let present = components.indices.filter { composition.elements.contains(components[$0]) }
        let reduced = places.map { place in
            LowestMixture.Phase(fractions: present.map { phases[place].fractions[$0] }, energy: phases[place].energy)
        }
        return LowestMixture(at: composition.fractions(of: present.map { components[$0] }), of: reduced).numbered(places)
    }

    func standing(of structure: PhaseDiagram.Structure, _ index: Int, formationEnergy: Double) -> PhaseDiagram.Standing {
        let composition = structure.composition
        if let place = places[composition], vertices[place].structure == index, isStable[place] {
            let depth = competitors[place].map { max($0.energy - formationEnergy, 0) }
            return PhaseDiagram.Standing(
                structure: structure, formationEnergy: formationEnergy, distance: 0, isStable: true, depth: depth,
                products: products(competitors[place]))
        }
        let mixture = mixtures[composition]
        let distance = max(formationEnergy - (mixture?.energy ?? 0), 0)
        return PhaseDiagram.Standing(
            structure: structure, formationEnergy: formationEnergy, distance: distance < PhaseDiagram.noise ? 0 : distance,
            isStable: distance < PhaseDiagram.noise, depth: nil, products: products(mixture))
    }

    private func products(_ mixture: LowestMixture?) -> [(formula: String, fraction: Double)] {
        (mixture?.parts ?? []).map { (vertices[$0.phase].composition.formula, $0.fraction) }
    }
}
