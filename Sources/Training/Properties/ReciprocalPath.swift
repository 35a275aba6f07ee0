import MomentTensor

/// Wave vectors of high symmetry, in the order in which lines between them are usually drawn.
struct ReciprocalPath: Sendable {
    /// In 1/Å, without 2π.
    let points: [(name: String, vector: SIMD3<Double>)]

    init(_ crystal: Crystal) {
        let reciprocal = Matrix3(crystal.conventional).inverse
        points = ReciprocalPath.named(crystal.structure).map { ($0.0, reciprocal * $0.1) }
    }

    /// In units of the reciprocal vectors of the conventional cell.
    private static func named(_ structure: CrystalStructure) -> [(String, SIMD3<Double>)] {
        let gamma = ("Γ", SIMD3(0.0, 0, 0))
        switch structure {
        case .bcc:
            return [gamma, ("H", SIMD3(1, 0, 0)), ("P", SIMD3(0.5, 0.5, 0.5)), gamma, ("N", SIMD3(0.5, 0.5, 0))]
        case .fcc, .diamond:
            return [
                gamma, ("X", SIMD3(1, 0, 0)), ("W", SIMD3(1, 0.5, 0)), ("K", SIMD3(0.75, 0.75, 0)), gamma, ("L", SIMD3(0.5, 0.5, 0.5)),
            ]
        case .hcp:
            let third = 1.0 / 3
            return [
                gamma, ("M", SIMD3(0.5, 0, 0)), ("K", SIMD3(third, third, 0)), gamma, ("A", SIMD3(0, 0, 0.5)),
                ("L", SIMD3(0.5, 0, 0.5)), ("H", SIMD3(third, third, 0.5)),
            ]
        }
    }

    var marks: [(name: String, distance: Double)] { zip(points, distances).map { ($0.name, $1) } }

    private var distances: [Double] {
        var distances = [0.0]
        for (last, next) in zip(points, points.dropFirst()) {
            distances.append(distances[distances.count - 1] + (next.vector - last.vector).length)
        }
        return distances
    }

    func samples(perLine count: Int) -> [(distance: Double, vector: SIMD3<Double>)] {
        let starts = distances
        var samples: [(distance: Double, vector: SIMD3<Double>)] = []
        for (line, (first, second)) in zip(points, points.dropFirst()).enumerated() {
            for step in 0..<count {
                let fraction = Double(step) / Double(count)
                samples.append(
                    (
                        starts[line] + fraction * (starts[line + 1] - starts[line]),
                        first.vector + fraction * (second.vector - first.vector)
                    ))
            }
        }
        if let last = points.last { samples.append((starts[starts.count - 1], last.vector)) }
        return samples
    }
}
