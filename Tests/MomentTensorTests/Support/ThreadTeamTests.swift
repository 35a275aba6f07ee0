import MomentTensor
import Testing

@Suite("Threads that share a loop")
struct ThreadTeamTests {
    @Test("every index is taken once, by a thread of the team, again and again", arguments: [1, 2, 5])
    func indices(threads: Int) {
        let team = ThreadTeam(count: threads)
        for count in [0, 1, 3, 1000] {
            let taken = UnsafeMutablePointer<Int>.allocate(capacity: max(count, 1))
            defer { taken.deallocate() }
            taken.initialize(repeating: 0, count: count)
            let strangers = UnsafeMutablePointer<Int>.allocate(capacity: threads)
            defer { strangers.deallocate() }
            strangers.initialize(repeating: 0, count: threads)
            team.forEach(count) { thread, index in
                taken[index] += 1
                if !(0..<threads).contains(thread) { strangers[0] += 1 }
            }
            #expect((0..<count).allSatisfy { taken[$0] == 1 })
            #expect(strangers[0] == 0)
        }
    }

    @Test("teams come and go")
    func lifetimes() {
        for round in 0..<200 {
            let team = ThreadTeam(count: 1 + round % 4)
            if round % 2 == 0 { team.forEach(round) { _, _ in } }
        }
    }
}
