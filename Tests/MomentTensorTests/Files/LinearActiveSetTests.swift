import Testing

@testable import MomentTensor

@Suite("Active sets over the linear parameters")
struct LinearActiveSetTests {
    private static let block = ActiveSetSamples.random(size: 3, seed: 5)

    private var set: ActiveSet {
        let block = LinearActiveSetTests.block
        return ActiveSet(
            lastOf: 7, weights: block.weights, matrix: block.matrix, inverse: block.inverse, origins: block.origins,
            selectedConfigurationsText: block.selectedConfigurationsText)
    }

    @Test("they are stored as one over all, of which the first do not count")
    func embedding() {
        #expect(set.size == 7)
        #expect(set.ignoredParameterCount == 4)
        #expect(set.countedInverse == LinearActiveSetTests.block.inverse)
        #expect(set.origins.prefix(4).allSatisfy { $0 == .init() })
        #expect(Array(set.origins.suffix(3)) == LinearActiveSetTests.block.origins)
    }

    @Test("rows of the others have no grade that could be noticed, whatever they are")
    func invisibility() {
        let row = [1e9, -1e9, 1e5, 3, 0.1, 0.2, 0.3]
        let image = product(row, set.inverse)
        #expect(Array(image.suffix(3)) == product(Array(row.suffix(3)), LinearActiveSetTests.block.inverse))
        #expect(image.prefix(4).allSatisfy { abs($0) < 1e-20 })
    }

    private func product(_ row: [Double], _ matrix: [Double]) -> [Double] {
        var image = [Double](repeating: 0, count: row.count)
        for (k, value) in row.enumerated() {
            for column in row.indices { image[column] += value * matrix[k * row.count + column] }
        }
        return image
    }

    @Test("a set over all parameters ignores none")
    func all() {
        #expect(LinearActiveSetTests.block.ignoredParameterCount == 0)
        #expect(LinearActiveSetTests.block.countedInverse == LinearActiveSetTests.block.inverse)
    }
}
