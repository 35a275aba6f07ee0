/// The program as a whole.
public enum Volterra {
    public static let version: StaticString = "0.1.0"

    /// The CPU level that this module was compiled for.
    public static var level: StaticString {
        #if LANES_8
        "x86-64-v4"
        #elseif LANES_4
        "x86-64-v3"
        #elseif arch(x86_64)
        "x86-64-v2"
        #else
        "armv8-a"
        #endif
    }

    /// The same, and how many doubles fit a vector.
    public static var instructionSet: StaticString {
        #if LANES_8
        "x86-64-v4, 8 lanes"
        #elseif LANES_4
        "x86-64-v3, 4 lanes"
        #elseif arch(x86_64)
        "x86-64-v2, 2 lanes"
        #else
        "armv8-a, 2 lanes"
        #endif
    }

    /// How many atoms one vector instruction works on.
    public static func atomsPerVector(_ precision: Precision) -> Int {
        switch precision {
        case .double: Lanes.scalarCount
        case .mixed: SingleLanes.scalarCount
        }
    }
}
