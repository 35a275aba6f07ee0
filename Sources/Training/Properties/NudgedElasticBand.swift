import MomentTensor

/// The path of least energy between two minima, as a chain of images that is pushed by the forces across the path and kept apart by springs
/// along it; the highest image climbs to the saddle point (Henkelman, Uberuaga and Jónsson 2000).
struct NudgedElasticBand {
    struct Image: Sendable {
        var point: [Double]
        var energy: Double
        /// −dE/dx
        var force: [Double]
    }

    /// eV/Å²
    var springConstant = 5.0
    /// The largest component of a force across the path that may be left; eV/Å.
    var tolerance = 0.01
    var steps = 1000
    /// The image that is highest when no force is larger than this begins to climb.
    var climbingTolerance = 0.2

    struct Outcome: Sendable {
        var images: [Image]
        var steps: Int
        var isConverged: Bool

        /// Above the first image; eV.
        var barrier: Double { (images.map(\.energy).max() ?? 0) - (images.first?.energy ?? 0) }

        /// The length of the path from the first image to each, as a fraction of the whole.
        var coordinates: [Double] {
            var lengths = [0.0]
            for (last, next) in zip(images, images.dropFirst()) {
                let step = difference(next.point, last.point)
                lengths.append(lengths[lengths.count - 1] + dot(step, step).squareRoot())
            }
            let total = lengths[lengths.count - 1]
            return lengths.map { total > 0 ? $0 / total : 0 }
        }
    }

    /// - Parameters:
    ///   - path: the first and the last image, which stay, and the first guess of those between
    ///   - evaluate: energies and forces of the points of several images that follow each other
    func run<Failure: Error>(
        _ path: [[Double]], _ evaluate: (_ points: [[Double]], _ firstImage: Int) throws(Failure) -> [Image]
    ) throws(Failure) -> Outcome {
        var images = try evaluate(path, 0)
        var motion = FastInertialRelaxation(count: path.count * path[0].count)
        var climbing: Int?
        for step in 0..<steps {
            var forces = bandForces(images, climbing: climbing)
            if climbing == nil, largest(forces) < climbingTolerance {
                // The same from here on: where two are equally high, they would take turns for ever.
                climbing = highest(images)
                forces = bandForces(images, climbing: climbing)
            }
            if climbing != nil, largest(forces) < tolerance { return Outcome(images: images, steps: step, isConverged: true) }
            let moves = motion.moves(forces.flatMap { $0 })
            let size = path[0].count
            let inner = (1..<images.count - 1).map { image in
                images[image].point.indices.map { images[image].point[$0] + moves[image * size + $0] }
            }
            let evaluated = try evaluate(inner, 1)
            images.replaceSubrange(1..<images.count - 1, with: evaluated)
        }
        return Outcome(images: images, steps: steps, isConverged: false)
    }

    private func highest(_ images: [Image]) -> Int? {
        (1..<images.count - 1).max { images[$0].energy < images[$1].energy }
    }

    private func largest(_ forces: [[Double]]) -> Double { forces.joined().reduce(0) { max($0, abs($1)) } }

    /// Zero for the ends.
    private func bandForces(_ images: [Image], climbing: Int?) -> [[Double]] {
        var forces = images.map { [Double](repeating: 0, count: $0.point.count) }
        for index in 1..<images.count - 1 {
            let tangent = NudgedElasticBand.tangent(images[index - 1], images[index], images[index + 1])
            let along = dot(images[index].force, tangent)
            var factor = -2 * along
            if index != climbing {
                let before = difference(images[index].point, images[index - 1].point)
                let after = difference(images[index + 1].point, images[index].point)
                factor = springConstant * (dot(after, after).squareRoot() - dot(before, before).squareRoot()) - along
            }
            for k in tangent.indices { forces[index][k] = images[index].force[k] + factor * tangent[k] }
        }
        return forces
    }

    /// Towards the higher neighbour; where the image is an extremum, a mixture that changes smoothly.
    private static func tangent(_ before: Image, _ image: Image, _ after: Image) -> [Double] {
        let forward = difference(after.point, image.point)
        let backward = difference(image.point, before.point)
        let (rise, fall) = (after.energy - image.energy, image.energy - before.energy)
        var tangent: [Double]
        if rise > 0, fall > 0 {
            tangent = forward
        } else if rise < 0, fall < 0 {
            tangent = backward
        } else {
            let (larger, smaller) = (max(abs(rise), abs(fall)), min(abs(rise), abs(fall)))
            let weights = after.energy > before.energy ? (larger, smaller) : (smaller, larger)
            tangent = forward.indices.map { weights.0 * forward[$0] + weights.1 * backward[$0] }
            if larger == 0 { tangent = difference(after.point, before.point) }
        }
        let length = dot(tangent, tangent).squareRoot()
        return length > 0 ? tangent.map { $0 / length } : tangent
    }
}

/// Molecular dynamics that is stopped whenever it goes uphill and hurried while it goes downhill (Bitzek et al. 2006): needs forces only,
/// which need not be the derivative of anything.
private struct FastInertialRelaxation {
    private var velocities: [Double]
    private var timeStep = FastInertialRelaxation.firstTimeStep
    private var mixing = FastInertialRelaxation.firstMixing
    private var stepsDownhill = 0

    private static let firstTimeStep = 0.05
    private static let longestTimeStep = 0.2
    private static let firstMixing = 0.1
    /// Å
    private static let largestMove = 0.1

    init(count: Int) { velocities = [Double](repeating: 0, count: count) }

    /// How far to move under these forces, in units where every mass is 1.
    mutating func moves(_ forces: [Double]) -> [Double] {
        if dot(forces, velocities) > 0 {
            let speed = dot(velocities, velocities).squareRoot()
            let force = dot(forces, forces).squareRoot()
            for k in velocities.indices { velocities[k] = (1 - mixing) * velocities[k] + mixing * speed * forces[k] / force }
            stepsDownhill += 1
            if stepsDownhill > 5 {
                timeStep = min(1.1 * timeStep, FastInertialRelaxation.longestTimeStep)
                mixing *= 0.99
            }
        } else {
            velocities = [Double](repeating: 0, count: velocities.count)
            timeStep = max(0.5 * timeStep, 0.1 * FastInertialRelaxation.firstTimeStep)
            mixing = FastInertialRelaxation.firstMixing
            stepsDownhill = 0
        }
        for k in velocities.indices { velocities[k] += timeStep * forces[k] }
        let longest = velocities.reduce(0) { max($0, abs($1)) } * timeStep
        let scale = min(1, FastInertialRelaxation.largestMove / max(longest, 1e-300)) * timeStep
        return velocities.map { scale * $0 }
    }
}
