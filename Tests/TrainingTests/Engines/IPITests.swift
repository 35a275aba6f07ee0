import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

@testable import Training

@Suite("The i-PI protocol")
struct IPITests {
    private let address = IPIAddress.unix("volterra-test-\(UInt32.random(in: 0 ... .max))")

    /// A driver and a client that are connected, the client in a thread of its own that answers with a potential.
    private func connect(_ data: FitTestData, _ body: (IPIConnection) throws -> Void) throws {
        let listener = try IPIListener(address)
        let (teacher, count, address) = (data.teacher, data.configurations[0].count, address)
        let species = try data.samples()[0].species
        let isDone = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            defer { isDone.signal() }
            do {
                let evaluator = SystemEvaluator(try Plan(teacher))
                let client = try IPIClient(address, atomCount: count) { false }
                try client.serve { cell, positions throws(VolterraError) in
                    try evaluator.evaluate(cell: cell, positions: positions, species: species)
                }
            } catch { Issue.record(error) }
        }
        var connection: IPIConnection?
        while connection == nil { connection = listener.accept { false } }
        let client = try #require(connection)
        client.deadline = .now + .seconds(60)
        try body(client)
        isDone.wait()
    }

    @Test("a driver gets energy, forces and virial of each structure as they are, in our units")
    func agreement() throws {
        let data = try FitTestData(count: 3, seed: 8)
        try connect(data) { connection in
            for configuration in data.configurations {
                let result = try connection.forces(IPIStructure(cell: configuration.cell, positions: configuration.positions))
                #expect(abs(result.energy - configuration.energy!) < 1e-10 * abs(configuration.energy!))
                #expect(relativeDifference(components(result.forces), components(configuration.forces!)) < 1e-10)
                #expect(relativeDifference(result.virial.voigt, configuration.virial!.voigt) < 1e-10)
            }
            try connection.send(header: "EXIT")
        }
    }

    @Test("a message has the bytes that the protocol says")
    func bytes() throws {
        var ends: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        let sender = IPIConnection(descriptor: ends[0]) { false }
        let receiver = IPIConnection(descriptor: ends[1]) { false }
        receiver.deadline = .now + .seconds(10)
        // Columns of the matrix are lattice vectors.
        let cell = Cell(SIMD3(1, 2, 3) * Units.bohr, SIMD3(0, 4, 5) * Units.bohr, SIMD3(0, 0, 8) * Units.bohr)
        try sender.send(IPIStructure(cell: cell, positions: [SIMD3(1, 2, 3) * Units.bohr]))
        #expect(String(decoding: try receiver.receive(12), as: UTF8.self) == "POSDATA     ")
        #expect(relativeDifference(try receiver.receiveNumbers(9), [1, 0, 0, 2, 4, 0, 3, 5, 8]) < 1e-14)
        #expect(relativeDifference(try receiver.receiveNumbers(9), [1, 0, 0, -0.5, 0.25, 0, -0.0625, -0.15625, 0.125]) < 1e-14)
        #expect(try receiver.receiveInteger() == 1)
        #expect(relativeDifference(try receiver.receiveNumbers(3), [1, 2, 3]) < 1e-14)

        let virial = SymmetricTensor(xx: 1, yy: 2, zz: 3, yz: 4, xz: 5, xy: 6)
        try sender.send(
            IPIResult(energy: Units.hartree, forces: [SIMD3(0, 0, Units.hartree / Units.bohr)], virial: virial * Units.hartree, extra: "ok")
        )
        #expect(String(decoding: try receiver.receive(12), as: UTF8.self) == "FORCEREADY  ")
        #expect(try receiver.receiveNumbers(1) == [1])
        #expect(try receiver.receiveInteger() == 1)
        #expect(relativeDifference(try receiver.receiveNumbers(3), [0, 0, 1]) < 1e-14)
        #expect(relativeDifference(try receiver.receiveNumbers(9), [1, 6, 5, 6, 2, 4, 5, 4, 3]) < 1e-14)
        #expect(try receiver.receiveInteger() == 2)
        #expect(String(decoding: try receiver.receive(2), as: UTF8.self) == "ok")
    }

    @Test("an answer for other atoms, a word that nobody knows, silence and a closed socket are told apart")
    func failures() throws {
        func failure(limit: Duration = .seconds(30), _ client: @escaping @Sendable (IPIConnection) throws -> Void) throws -> IPIConnection
            .Failure?
        {
            var ends: [Int32] = [0, 0]
            #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
            let server = IPIConnection(descriptor: ends[0]) { false }
            server.deadline = .now + limit
            let end = ends[1]
            let isOver = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                let connection = IPIConnection(descriptor: end) { false }
                try? client(connection)
                isOver.wait()
            }
            defer { isOver.signal() }
            do throws(IPIConnection.Failure) {
                _ = try server.forces(IPIStructure(cell: try! bcc(n: 1).cell, positions: [.zero]))
                return nil
            } catch { return error }
        }
        let unknown = try failure { client in
            _ = try client.receiveHeader()
            try client.send(header: "HELLO")
        }
        #expect(unknown == .malformed("the status 'HELLO', which the protocol does not know"))
        let other = try failure { client in
            _ = try client.receiveHeader()
            try client.send(header: "HAVEDATA")
            _ = try client.receiveHeader()
            try client.send(
                IPIResult(energy: 0, forces: [.zero, .zero], virial: SymmetricTensor(xx: 0, yy: 0, zz: 0, yz: 0, xz: 0, xy: 0)))
        }
        #expect(other == .malformed("forces on 2 atoms instead of 1"))
        #expect(try failure { client in client.close() } == .closed)
        #expect(try failure(limit: .milliseconds(200)) { _ in } == .outOfTime)
    }

    @Test("addresses are HOST:PORT or unix:NAME")
    func addresses() {
        #expect(IPIAddress("localhost:31415") == .inet(host: "localhost", port: 31415))
        #expect(IPIAddress("unix:driver") == .unix("driver") && IPIAddress("driver:UNIX") == .unix("driver"))
        #expect(IPIAddress("unix:driver")?.argument == "driver:UNIX" && IPIAddress("a:7")?.argument == "a:7")
        for text in [
            "", "localhost", "localhost:", ":80", "localhost:0", "localhost:70000", "unix:", "unix:" + String(repeating: "x", count: 200),
        ] {
            #expect(IPIAddress(text) == nil)
        }
    }
}
