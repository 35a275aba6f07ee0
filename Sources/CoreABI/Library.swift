import CProcessor
import CVolterra
import MomentTensor

@_cdecl("volterra_abi_version")
public func abiVersion() -> CInt { VOLTERRA_ABI_VERSION }

@_cdecl("volterra_version")
public func version() -> UnsafePointer<CChar> { staticText(Volterra.version) }

@_cdecl("volterra_instruction_set")
public func instructionSet() -> UnsafePointer<CChar> { staticText(Volterra.instructionSet) }

@_cdecl("volterra_atoms_per_vector")
public func atomsPerVector(_ precision: CInt) -> CInt {
    (try? Precision(precision)).map { CInt(Volterra.atomsPerVector($0)) } ?? 0
}

@_cdecl("volterra_processor_level")
public func processorLevel() -> UnsafePointer<CChar> { processor_level_name(processor_level()) }

@_cdecl("volterra_status_name")
public func statusName(_ status: CInt) -> UnsafePointer<CChar> {
    switch UInt32(bitPattern: status) {
    case VOLTERRA_OK.rawValue: staticText("ok")
    case VOLTERRA_ERROR_USAGE.rawValue: staticText("wrong usage")
    case VOLTERRA_ERROR_DATA.rawValue: staticText("bad data")
    case VOLTERRA_ERROR_UNSUPPORTED.rawValue: staticText("not supported")
    case VOLTERRA_ERROR_IO.rawValue: staticText("input or output failed")
    case VOLTERRA_ERROR_NOT_CONVERGED.rawValue: staticText("not converged")
    default: staticText("unknown status")
    }
}

private func staticText(_ text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}
