import Atoms
import MomentTensor

@testable import Training

/// As a file would have it.
func configuration(_ system: AtomicSystem, timestep: Int? = nil) -> Configuration {
    var result = Configuration(cell: system.cell, positions: system.positions, kinds: Array(repeating: .type(0), count: system.count))
    if let timestep { result.features = [.init(name: "timestep", value: "\(timestep)")] }
    return result
}

/// The perfect crystal of an analysis, of tungsten.
func reference(_ crystal: DislocatedCrystal, _ builder: DislocationBuilder) -> Configuration {
    var perfect = configuration(crystal.perfect)
    perfect.features =
        DislocationDescription(
            builder.frame.orientation, latticeConstant: builder.frame.crystal.a, elasticConstants: [513.1, 201, 144.9],
            places: crystal.places
        ).features
    return perfect
}
