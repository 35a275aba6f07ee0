import Foundation
import MomentTensor

/// A socket at which an i-PI server waits for clients.
final class IPIListener {
    let address: IPIAddress
    private let descriptor: Int32

    /// On a port of this machine that is free, or at `/tmp/ipi_NAME`.
    init(_ wanted: IPIAddress) throws(VolterraError) {
        let descriptor = wanted.makeSocket()
        self.descriptor = descriptor
        if case .unix(let name) = wanted { unlink(IPIAddress.path(name)) }
        let isBound = descriptor >= 0 && wanted.withSocketAddress { bind(descriptor, $0, $1) == 0 } ?? false
        guard isBound, listen(descriptor, 4) == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw VolterraError(.inputOutput, "there is no socket to be had at \(wanted.argument): \(reason)")
        }
        if case .inet(let host, _) = wanted {
            address = .inet(host: host, port: IPIListener.port(of: descriptor))
        } else {
            address = wanted
        }
    }

    deinit {
        close(descriptor)
        if case .unix(let name) = address { unlink(IPIAddress.path(name)) }
    }

    private static func port(of descriptor: Int32) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutableBytes(of: &address) { bytes in
            _ = getsockname(descriptor, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), &length)
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// The next client, if one comes within a moment.
    func accept(isCancelled: @escaping () -> Bool) -> IPIConnection? {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, 50) > 0 else { return nil }
        let client = Foundation.accept(descriptor, nil, nil)
        return client < 0 ? nil : IPIConnection(descriptor: client, isCancelled: isCancelled)
    }
}
