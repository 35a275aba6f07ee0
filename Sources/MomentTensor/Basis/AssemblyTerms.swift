/// The products of an assembly, component by component.
struct AssemblyTerms {
    /// whole[target] += multiplicity · left[left] · right[right]
    struct Term {
        var target: Int32
        var left: Int32
        var right: Int32
        var multiplicity: Int
    }

    private let variables: [Assembly.Variable]
    /// By place in `variables`.
    private let values: [[MultiIndex]]
    private let left: TensorLayout
    private let right: TensorLayout
    private let whole: TensorLayout
    private var leftContent: [MultiIndex]
    private var rightContent: [MultiIndex]
    private var wholeContent: [MultiIndex]
    private var terms: [Term] = []

    /// Sorted by target and factors, with equal products counted once. `isSquare` says that both parts are the same tensor.
    static func merged(
        _ assembly: Assembly, left: TensorLayout, right: TensorLayout, whole: TensorLayout, isSquare: Bool
    ) -> [Term] {
        var collector = AssemblyTerms(assembly, left, right, whole)
        collector.collect(0, multiplicity: 1)
        var terms = collector.terms
        if isSquare {
            for index in terms.indices where terms[index].left > terms[index].right {
                (terms[index].left, terms[index].right) = (terms[index].right, terms[index].left)
            }
        }
        terms.sort { ($0.target, $0.left, $0.right) < ($1.target, $1.left, $1.right) }
        var result: [Term] = []
        for term in terms {
            if let last = result.last, last.target == term.target, last.left == term.left, last.right == term.right {
                result[result.count - 1].multiplicity += term.multiplicity
            } else {
                result.append(term)
            }
        }
        return result
    }

    private init(_ assembly: Assembly, _ left: TensorLayout, _ right: TensorLayout, _ whole: TensorLayout) {
        variables = assembly.variables
        values = assembly.variables.map { MultiIndex.all(rank: $0.degree) }
        self.left = left
        self.right = right
        self.whole = whole
        leftContent = Array(repeating: MultiIndex(), count: left.groupCount)
        rightContent = Array(repeating: MultiIndex(), count: right.groupCount)
        wholeContent = Array(repeating: MultiIndex(), count: whole.groupCount)
    }

    private mutating func collect(_ depth: Int, multiplicity: Int) {
        guard depth < variables.count else { return append(multiplicity) }
        let variable = variables[depth]
        for index in values[depth] {
            add(index, variable)
            collect(depth + 1, multiplicity: variable.isCounted ? multiplicity * index.sequenceCount : multiplicity)
            add(MultiIndex() - index, variable)
        }
    }

    private mutating func add(_ index: MultiIndex, _ variable: Assembly.Variable) {
        switch variable.role {
        case .contracted:
            leftContent[variable.first] = leftContent[variable.first] + index
            rightContent[variable.second] = rightContent[variable.second] + index
        case .leftFree:
            leftContent[variable.first] = leftContent[variable.first] + index
            wholeContent[variable.second] = wholeContent[variable.second] + index
        case .rightFree:
            rightContent[variable.first] = rightContent[variable.first] + index
            wholeContent[variable.second] = wholeContent[variable.second] + index
        }
    }

    private mutating func append(_ multiplicity: Int) {
        let place = whole.place(wholeContent)
        guard whole.isFirst(at: place) else { return }
        terms.append(
            Term(
                target: whole.number(at: place), left: left.number(at: left.place(leftContent)),
                right: right.number(at: right.place(rightContent)), multiplicity: multiplicity))
    }
}
