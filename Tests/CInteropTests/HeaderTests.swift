import CProcessor
import Foundation
import TestSupport
import Testing

@Suite("The C interface, from C and C++")
struct HeaderTests {
    /// Beside the test bundle lies the library that was built with it.
    private static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    private static let options = [
        "-I", repository.appendingPathComponent("CInterop/include").path, "-L", products.path, "-lvolterra", "-Wl,-rpath,\(products.path)",
    ]

    @Test(
        "a program compiles without a warning, uses every function, rightly and wrongly, and gets what it should",
        arguments: CProgram.allCases)
    func program(_ program: CProgram) throws {
        try withTemporaryDirectory { directory in
            let compiled = try program.compile(into: directory, HeaderTests.options)
            try #require(compiled.succeeded, "\(compiled.output)")
            let finished = try program.run(in: directory)
            #expect(finished.succeeded, "\(finished.output)")

            let symbols = try execute(["nm", "--undefined-only", program.rawValue], in: directory).output
            let used = symbols.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("volterra_") }.map(String.init)
            #expect(try declaredFunctions() == Set(used))
        }
    }

    @Test(
        "the header can be included alone, by C99 and by C++11", arguments: [["cc", "-std=c99", "-xc"], ["c++", "-std=c++11", "-xc++"]])
    func alone(_ compiler: [String]) throws {
        let header = repository.appendingPathComponent("CInterop/include/volterra.h").path
        let compiled = try execute(
            compiler + ["-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", "-include", header, "/dev/null"])
        #expect(compiled.succeeded, "\(compiled.output)")
    }

    @Test("a list is evaluated without any allocation, once an evaluator has seen it; its size is known and stays")
    func allocations() throws {
        let source = CProgram.folder.appendingPathComponent("Allocations/allocations.c").path
        try withTemporaryDirectory { directory in
            let compiled = try CProgram.compile(
                [source], with: ["cc", "-std=c11"], into: directory, HeaderTests.options, as: "allocations")
            try #require(compiled.succeeded, "\(compiled.output)")
            let finished = try execute([directory.appendingPathComponent("allocations").path] + CProgram.manyPotentials)
            #expect(finished.succeeded, "\(finished.output)")
        }
    }

    @Test("this processor has the instructions that the tests were compiled for")
    func processor() {
        #expect(missing_instruction_set() == nil)
    }
}
