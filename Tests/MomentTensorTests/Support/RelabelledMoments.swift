import FuzzSupport
import MomentTensor

extension MomentBasis {
    /// The same contractions with a radial function of its own for every moment M[μ, ν].
    var withOwnRadialFunctions: MomentBasis {
        let moments = Set(basic.map(Parent.init)).sorted()
        return relabelled { moments.firstIndex(of: $0)! }
    }

    /// The same contractions with the moments dealt out to radial functions at random: their ranks overlap, and leave gaps.
    func withShuffledRadialFunctions(seed: UInt64) -> MomentBasis {
        var random = SplitMix64(seed: seed)
        var ranksOfFunction: [Set<Int32>] = []
        var functions: [Parent: Int] = [:]
        for moment in Set(basic.map(Parent.init)).sorted() {
            let free = ranksOfFunction.indices.filter { !ranksOfFunction[$0].contains(moment.rank) }
            if free.isEmpty || Int.random(in: 0..<3, using: &random) == 0 { ranksOfFunction.append([]) }
            let function = ranksOfFunction.last!.isEmpty ? ranksOfFunction.count - 1 : free.randomElement(using: &random)!
            ranksOfFunction[function].insert(moment.rank)
            functions[moment] = function
        }
        return relabelled { functions[$0]! }
    }

    private func relabelled(_ function: (Parent) -> Int) -> MomentBasis {
        var basis = self
        for index in basic.indices { basis.basic[index].mu = Int32(function(Parent(basic[index]))) }
        return basis
    }

    private struct Parent: Hashable, Comparable {
        var mu, rank: Int32

        init(_ moment: BasicMoment) { (mu, rank) = (moment.mu, moment.rank) }

        static func < (a: Parent, b: Parent) -> Bool { (a.mu, a.rank) < (b.mu, b.rank) }
    }
}
