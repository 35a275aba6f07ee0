/// The entries of a `.mtp` file, in the order in which they are written.
enum PotentialKeyword: String {
    case version
    case name = "potential_name"
    case scaling
    case speciesCount = "species_count"
    case tag = "potential_tag"
    case radialBasisType = "radial_basis_type"
    /// The `scaling` that older files have after `radial_basis_type`; it multiplies the other one.
    case radialScaling = "scaling of the radial basis"
    case minimumDistance = "min_dist"
    case cutoff = "max_dist"
    case radialBasisSize = "radial_basis_size"
    case radialFunctionCount = "radial_funcs_count"
    case radialCoefficients = "radial_coeffs"
    case slotCount = "alpha_moments_count"
    case basicCount = "alpha_index_basic_count"
    case basic = "alpha_index_basic"
    case productCount = "alpha_index_times_count"
    case products = "alpha_index_times"
    case scalarCount = "alpha_scalar_moments"
    case scalars = "alpha_moment_mapping"
    case speciesCoefficients = "species_coeffs"
    case linearCoefficients = "moment_coeffs"

    /// The keyword as a file spells it; MLIP-3 has synonyms for the distances.
    init?(word: String) {
        switch word {
        case "min_val": self = .minimumDistance
        case "max_val": self = .cutoff
        default: self.init(rawValue: word)
        }
    }

    /// What stands to the right of the `=`.
    enum Value {
        case word, restOfLine, real, count, reals, radialCoefficients
        /// A list of numbers, or of groups of `width` numbers.
        case wholeNumbers(width: Int)
    }

    var value: Value {
        switch self {
        case .version, .radialBasisType: .word
        case .name, .tag: .restOfLine
        case .scaling, .radialScaling, .minimumDistance, .cutoff: .real
        case .speciesCount, .radialBasisSize, .radialFunctionCount, .slotCount, .basicCount, .productCount, .scalarCount: .count
        case .radialCoefficients: .radialCoefficients
        case .basic, .products: .wholeNumbers(width: 4)
        case .scalars: .wholeNumbers(width: 1)
        case .speciesCoefficients, .linearCoefficients: .reals
        }
    }

    /// As messages call it.
    var quoted: String { "'\(rawValue)'" }
}
