/// The program as a whole.
public enum Volterra {
    public static let version: StaticString = "0.1.0"

    /// What this module was compiled for.
    public static var instructionSet: StaticString {
        #if LANES_8
        "x86-64-v4, 8 lanes"
        #elseif LANES_4
        "x86-64-v3, 4 lanes"
        #elseif arch(x86_64)
        "x86-64-v2, 2 lanes"
        #else
        "2 lanes"
        #endif
    }
}
