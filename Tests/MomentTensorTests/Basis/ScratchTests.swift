import Testing
@testable import MomentTensor

@Test("scratch") func scratch() throws {
    for level in [14, 16, 18, 20, 22, 24, 26, 28] {
        let clock = ContinuousClock()
        let moments = BasisSpecification(level: level).moments
        let scalars = ContractionEnumerator.scalars(moments: moments, level: level, maximumFactors: 4, limit: 100000)!
        let t0 = clock.now
        let cat = ContractionCatalogue(scalars: scalars)
        let t1 = clock.now
        var schedule = ContractionSchedule(cat)
        let greedy = schedule.cost
        var text = ""
        for _ in 0..<8 {
        let t2 = clock.now
        let c = schedule.cost
        schedule.shorten(sweeps: 1)
        text += " \(schedule.cost) (\(clock.now - t2))"
        if c == schedule.cost {break}
        }
        let t3 = clock.now
        var builder = ProductListBuilder(schedule, moments: moments)
        for i in scalars.indices { _ = builder.slot(of: i) }
        print("level", level, "nodes", cat.diagrams.count, t1-t0, "greedy", greedy, text, "real", builder.products.count, clock.now - t3)
    }
}
