import Atoms
import MomentTensor

/// What the comment line of a configuration says of the dislocations in it, so that they can be analysed later.
public struct DislocationDescription: Sendable {
    public var orientation: DislocationOrientation
    /// Å
    public var latticeConstant: Double
    /// C11, C12, C44 in GPa.
    public var elasticConstants: [Double]
    /// The places of the lines at the start, and the sign of each; Å.
    public var places: [DislocationPlace]

    public init(
        _ orientation: DislocationOrientation, latticeConstant: Double, elasticConstants: [Double],
        places: [DislocationPlace]
    ) {
        self.orientation = orientation
        self.latticeConstant = latticeConstant
        self.elasticConstants = elasticConstants
        self.places = places
    }

    public var features: [Configuration.Feature] {
        func text(_ vector: SIMD3<Double>) -> String { "\(vector.x) \(vector.y) \(vector.z)" }
        return [
            .init(name: "crystal", value: orientation.structure.rawValue), .init(name: "lattice_constant", value: "\(latticeConstant)"),
            .init(name: "elastic_constants", value: elasticConstants.map(\.description).joined(separator: " ")),
            .init(name: "burgers_vector", value: text(orientation.burgers)), .init(name: "glide_plane", value: text(orientation.normal)),
            .init(name: "dislocation_line", value: text(orientation.line)),
            .init(name: "dislocations", value: places.map { "\($0.position.x) \($0.position.y) \($0.sign)" }.joined(separator: " ")),
        ]
    }

    /// Throws if the configuration does not say what is in it.
    public init(_ configuration: Configuration) throws(VolterraError) {
        func numbers(_ name: String, _ counts: (Int) -> Bool) throws(VolterraError) -> [Double] {
            let words = configuration.feature(name)?.split(separator: " ") ?? []
            let numbers = words.compactMap { Double($0) }.filter(\.isFinite)
            guard counts(numbers.count), numbers.count == words.count else {
                throw VolterraError(
                    .badData, "the reference does not say which dislocation is in it: there is no \(name)",
                    advice: "give the perfect crystal that 'trainer dislocation build --perfect FILE.xyz' writes")
            }
            return numbers
        }
        func vector(_ name: String) throws(VolterraError) -> SIMD3<Double> {
            let components = try numbers(name) { $0 == 3 }
            return SIMD3(components[0], components[1], components[2])
        }
        guard let structure = configuration.feature("crystal").flatMap({ CrystalStructure(rawValue: $0) }) else {
            _ = try numbers("crystal") { _ in false }
            throw VolterraError(.badData, "the reference names no crystal")
        }
        orientation = DislocationOrientation(
            structure, burgers: try vector("burgers_vector"), normal: try vector("glide_plane"), line: try vector("dislocation_line"))
        latticeConstant = try numbers("lattice_constant") { $0 == 1 }[0]
        elasticConstants = try numbers("elastic_constants") { $0 == 3 }
        let values = try numbers("dislocations") { $0 > 0 && $0.isMultiple(of: 3) }
        places = stride(from: 0, to: values.count, by: 3).map {
            DislocationPlace(position: SIMD2(values[$0], values[$0 + 1]), sign: values[$0 + 2])
        }
    }
}
