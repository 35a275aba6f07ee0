import Foundation
import MomentTensor

/// Where an i-PI server listens.
public enum IPIAddress: Hashable, Sendable {
    /// The file `/tmp/ipi_NAME`, as all programs that speak the protocol have it.
    case unix(String)
    case inet(host: String, port: UInt16)

    /// `HOST:PORT`, or `unix:NAME`, or `NAME:UNIX` as `pw.x --ipi` has it.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex else { return nil }
        let (first, last) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
        if first == "unix" || last == "UNIX" {
            let name = first == "unix" ? last : first
            guard !name.isEmpty, IPIAddress.path(name).utf8.count < IPIAddress.longestPath else { return nil }
            self = .unix(name)
        } else {
            guard let port = UInt16(last), port > 0 else { return nil }
            self = .inet(host: first, port: port)
        }
    }

    static func path(_ name: String) -> String { "/tmp/ipi_" + name }

    private static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path)

    /// As `pw.x --ipi` wants it.
    var argument: String {
        switch self {
        case .unix(let name): "\(name):UNIX"
        case .inet(let host, let port): "\(host):\(port)"
        }
    }

    /// Calls `body` with the address as the system wants it; `nil` where there is no such host.
    func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
        switch self {
        case .unix(let name):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(IPIAddress.path(name).utf8.prefix($0.count - 1))) }
            return withUnsafeBytes(of: &address) { bytes in
                body(bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
            }
        case .inet(let host, let port):
            var hints = addrinfo()
            hints.ai_family = AF_INET
            hints.ai_socktype = IPIAddress.stream
            var list: UnsafeMutablePointer<addrinfo>?
            guard getaddrinfo(host, "\(port)", &hints, &list) == 0, let first = list else { return nil }
            defer { freeaddrinfo(list) }
            return body(first.pointee.ai_addr, first.pointee.ai_addrlen)
        }
    }

    /// A socket of its kind; negative where the system has none left.
    func makeSocket() -> Int32 {
        switch self {
        case .unix: socket(AF_UNIX, IPIAddress.stream, 0)
        case .inet: socket(AF_INET, IPIAddress.stream, 0)
        }
    }

    #if canImport(Glibc)
    private static let stream = Int32(SOCK_STREAM.rawValue)
    #else
    private static let stream = SOCK_STREAM
    #endif
}
