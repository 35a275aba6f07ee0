// swift-tools-version:6.0
import Foundation
import PackageDescription

// The compute targets are optimised in every configuration, so that `swift run trainer` and `swift test` are usable,
// and compiled for one instruction set: the host's, unless VOLTERRA_MARCH names another (see cmake/CpuLevels.cmake).

/// What the code generator may use, and how many doubles fit one of its vectors.
struct InstructionSet {
    let march: String
    let lanes: Int
    let hasFusedMultiplyAdd: Bool

    static let selected: InstructionSet = {
        #if arch(x86_64)
        switch Context.environment["VOLTERRA_MARCH"] ?? "native" {
        case "native": return host
        case "x86-64-v4": return InstructionSet(march: "x86-64-v4", lanes: 8, hasFusedMultiplyAdd: true)
        case "x86-64-v3": return InstructionSet(march: "x86-64-v3", lanes: 4, hasFusedMultiplyAdd: true)
        case let other: return InstructionSet(march: other, lanes: 2, hasFusedMultiplyAdd: false)
        }
        #else
        return InstructionSet(march: Context.environment["VOLTERRA_MARCH"] ?? "native", lanes: 2, hasFusedMultiplyAdd: true)
        #endif
    }()

    private static let host: InstructionSet = {
        let cpuinfo = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let flags = Set(cpuinfo.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? [])
        let hasFusedMultiplyAdd = flags.contains("fma")
        let lanes = flags.contains("avx512f") ? 8 : flags.contains("avx2") && hasFusedMultiplyAdd ? 4 : 2
        return InstructionSet(march: "native", lanes: lanes, hasFusedMultiplyAdd: hasFusedMultiplyAdd)
    }()

    var settings: [SwiftSetting] {
        var settings: [SwiftSetting] = [
            .unsafeFlags([
                "-O", "-enforce-exclusivity=unchecked", "-whole-module-optimization", "-disable-batch-mode", "-num-threads", "2",
                "-Xcc", "-march=\(march)",
            ]),
            .define("LANES_\(lanes)"),
        ]
        if hasFusedMultiplyAdd { settings.append(.define("FUSED_MULTIPLY_ADD")) }
        return settings
    }
}

let optimised = InstructionSet.selected.settings
let optimisedC: [CSetting] = [.unsafeFlags(["-march=\(InstructionSet.selected.march)"])]

let package = Package(
    name: "volterra",
    products: [
        .library(name: "volterra", type: .dynamic, targets: ["CoreABI"]),
        .executable(name: "trainer", targets: ["trainer"]),
    ],
    targets: [
        .target(name: "MomentTensor", exclude: ["README.md"], swiftSettings: optimised),
        .target(name: "CoreABI", dependencies: ["MomentTensor", "CVolterra", "CProcessor"], swiftSettings: optimised),
        .target(name: "Atoms", dependencies: ["MomentTensor", "CZlib"], swiftSettings: optimised),
        .target(name: "Training", dependencies: ["Atoms", "MomentTensor", "COpenBLAS", "CMPI"], swiftSettings: optimised),
        .executableTarget(name: "trainer", dependencies: ["Training", "CProcessor"]),
        .target(name: "CProcessor", path: "CInterop/CProcessor", cSettings: optimisedC),
        .systemLibrary(name: "CVolterra", path: "CInterop/include"),
        .systemLibrary(name: "COpenBLAS", path: "CInterop/COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CMPI", path: "CInterop/CMPI", pkgConfig: "ompi-c", providers: [.apt(["libopenmpi-dev"])]),
        .systemLibrary(name: "CZlib", path: "CInterop/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "FuzzSupport", dependencies: ["MomentTensor"], path: "Tests/FuzzSupport", swiftSettings: optimised),
        .testTarget(
            name: "MomentTensorTests", dependencies: ["MomentTensor", "Atoms", "COpenBLAS", "FuzzSupport", "TestSupport"],
            swiftSettings: optimised),
        .testTarget(name: "AtomsTests", dependencies: ["Atoms", "MomentTensor", "FuzzSupport"], swiftSettings: optimised),
        .testTarget(
            name: "TrainingTests", dependencies: ["Training", "Atoms", "MomentTensor", "FuzzSupport", "TestSupport"],
            swiftSettings: optimised),
        .testTarget(name: "CommandLineTests", dependencies: ["trainer", "Training", "Atoms", "MomentTensor"], exclude: ["Snapshots"]),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(
            name: "CInteropTests", dependencies: ["CoreABI", "CProcessor", "TestSupport"], exclude: ["Programs", "Consumer"]),
        .testTarget(
            name: "LammpsTests", dependencies: ["Training", "Atoms", "MomentTensor", "TestSupport"],
            exclude: [
                "Failures", "Learning", "LongRuns", "Messages", "Physics", "Plugin", "QMML", "Relaxation", "Simulations", "Support",
                "Uncertainty", "Units",
            ].map {
                "\($0)/Scripts"
            }),
    ],
    swiftLanguageModes: [.v6]
)
