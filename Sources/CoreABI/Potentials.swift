import CVolterra
import MomentTensor

/// What a `volterra_potential` stands for.
final class PotentialHandle {
    let error = ErrorText()
    private let lock = Lock()
    private var file: PotentialFile?
    private var posterior: Posterior?

    static let all = HandleTable<PotentialHandle>(tag: 0xa5)

    func load(_ read: () throws(VolterraError) -> PotentialFile) throws(VolterraError) {
        let file = try read()
        lock.locked {
            self.file = file
            posterior = nil
        }
    }

    /// Reads a posterior for the potential that is loaded.
    func loadPosterior(_ read: (Potential) throws(VolterraError) -> Posterior) throws(VolterraError) {
        let posterior = try read(try loaded())
        lock.locked { self.posterior = posterior }
    }

    func contents() throws(VolterraError) -> (PotentialFile, Posterior?) {
        let (file, posterior) = lock.locked { (self.file, self.posterior) }
        guard let file else { throw .nothingLoaded }
        return (file, posterior)
    }

    func loaded() throws(VolterraError) -> Potential { try contents().0.potential }

    /// Changes the loaded potential, unless `body` throws.
    func change(_ body: (inout Potential) throws(VolterraError) -> Void) throws(VolterraError) {
        let error = lock.locked { () -> VolterraError? in
            guard file != nil else { return .nothingLoaded }
            do throws(VolterraError) { try body(&file!.potential) } catch { return error }
            return nil
        }
        if let error { throw error }
    }

    /// Stores a property of the loaded potential through `result`.
    func get<Value>(
        _ result: UnsafeMutablePointer<Value>?, _ name: String, _ property: (Potential) throws(VolterraError) -> Value
    ) -> CInt {
        error.status { () throws(VolterraError) in
            let result = try required(result, name)
            result.pointee = try property(try loaded())
        }
    }
}

@_cdecl("volterra_potential_new")
public func potentialNew() -> OpaquePointer? { PotentialHandle.all.insert(PotentialHandle()) }

@_cdecl("volterra_potential_delete")
public func potentialDelete(_ handle: OpaquePointer?) { PotentialHandle.all.remove(handle) }

@_cdecl("volterra_potential_load")
public func potentialLoad(_ handle: OpaquePointer?, _ path: UnsafePointer<CChar>?) -> CInt {
    guard let potential = PotentialHandle.all[handle] else { return unknownHandle }
    return potential.error.status { () throws(VolterraError) in
        let path = String(cString: try required(path, "path"))
        try potential.load { () throws(VolterraError) in try PotentialFile(path: path) }
    }
}

@_cdecl("volterra_potential_load_bytes")
public func potentialLoadBytes(
    _ handle: OpaquePointer?, _ bytes: UnsafeRawPointer?, _ count: Int, _ name: UnsafePointer<CChar>?
) -> CInt {
    guard let potential = PotentialHandle.all[handle] else { return unknownHandle }
    return potential.error.status { () throws(VolterraError) in
        let content = try copy(of: bytes, count)
        let name = name.map { String(cString: $0) } ?? "potential"
        try potential.load { () throws(VolterraError) in try PotentialFile(bytes: content, file: name) }
    }
}

@_cdecl("volterra_potential_error")
public func potentialError(_ handle: OpaquePointer?, _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int) -> Int {
    guard let potential = PotentialHandle.all[handle] else { return notAHandle.copy(to: buffer, size: size) }
    return potential.error.copy(to: buffer, size: size)
}

@_cdecl("volterra_potential_name")
public func potentialName(_ handle: OpaquePointer?, _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int) -> Int {
    let name = (try? PotentialHandle.all[handle]?.loaded().name) ?? ""
    return name.copy(to: buffer, size: size)
}

@_cdecl("volterra_potential_is_trained")
public func potentialIsTrained(_ handle: OpaquePointer?, _ isTrained: UnsafeMutablePointer<CInt>?) -> CInt {
    PotentialHandle.all[handle]?.get(isTrained, "is_trained") { $0.coefficients == nil ? 0 : 1 } ?? unknownHandle
}

@_cdecl("volterra_potential_species_count")
public func potentialSpeciesCount(_ handle: OpaquePointer?, _ count: UnsafeMutablePointer<CInt>?) -> CInt {
    PotentialHandle.all[handle]?.get(count, "count") { CInt($0.species.count) } ?? unknownHandle
}

@_cdecl("volterra_potential_species_label")
public func potentialSpeciesLabel(_ handle: OpaquePointer?, _ species: CInt, _ label: UnsafeMutablePointer<CInt>?) -> CInt {
    PotentialHandle.all[handle]?.get(label, "label") { potential throws(VolterraError) in
        try potential.checkSpecies(Int(species))
        return CInt(clamping: potential.species[Int(species)].label)
    } ?? unknownHandle
}

@_cdecl("volterra_potential_species_element")
public func potentialSpeciesElement(
    _ handle: OpaquePointer?, _ species: CInt, _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int
) -> Int {
    let all = (try? PotentialHandle.all[handle]?.loaded().species) ?? []
    let element = all.indices.contains(Int(species)) ? all[Int(species)].element : nil
    return (element ?? "").copy(to: buffer, size: size)
}

@_cdecl("volterra_potential_set_element")
public func potentialSetElement(_ handle: OpaquePointer?, _ species: CInt, _ element: UnsafePointer<CChar>?) -> CInt {
    guard let potential = PotentialHandle.all[handle] else { return unknownHandle }
    return potential.error.status { () throws(VolterraError) in
        let symbol = String(cString: try required(element, "element"))
        try potential.change { (potential) throws(VolterraError) in try potential.setElement(symbol, ofSpecies: Int(species)) }
    }
}

@_cdecl("volterra_potential_find_species")
public func potentialFindSpecies(
    _ handle: OpaquePointer?, _ element: UnsafePointer<CChar>?, _ species: UnsafeMutablePointer<CInt>?
) -> CInt {
    PotentialHandle.all[handle]?.get(species, "species") { potential throws(VolterraError) in
        let symbol = String(cString: try required(element, "element"))
        guard let index = potential.species.firstIndex(where: { $0.element == symbol }) else {
            let known = potential.species.map { $0.element ?? "species \($0.label) without a name" }.joined(separator: ", ")
            throw VolterraError(.badData, "the potential does not know the element \(symbol); it knows \(known)")
        }
        return CInt(index)
    } ?? unknownHandle
}

@_cdecl("volterra_potential_cutoff")
public func potentialCutoff(_ handle: OpaquePointer?, _ cutoff: UnsafeMutablePointer<Double>?) -> CInt {
    PotentialHandle.all[handle]?.get(cutoff, "cutoff") { $0.radialBasis.cutoff } ?? unknownHandle
}

@_cdecl("volterra_potential_minimum_distance")
public func potentialMinimumDistance(_ handle: OpaquePointer?, _ distance: UnsafeMutablePointer<Double>?) -> CInt {
    PotentialHandle.all[handle]?.get(distance, "distance") { $0.radialBasis.minimumDistance } ?? unknownHandle
}

@_cdecl("volterra_potential_parameter_count")
public func potentialParameterCount(_ handle: OpaquePointer?, _ count: UnsafeMutablePointer<Int64>?) -> CInt {
    PotentialHandle.all[handle]?.get(count, "count") { Int64($0.parameterCount) } ?? unknownHandle
}

@_cdecl("volterra_potential_active_set")
public func potentialActiveSet(
    _ handle: OpaquePointer?, _ rows: UnsafeMutablePointer<CInt>?, _ size: UnsafeMutablePointer<Int64>?
) -> CInt {
    guard let potential = PotentialHandle.all[handle] else { return unknownHandle }
    return potential.error.status { () throws(VolterraError) in
        let activeSet = try potential.contents().0.activeSet
        rows?.pointee = CInt(activeSet.rowKind.rawValue)
        size?.pointee = Int64(activeSet?.size ?? 0)
    }
}

@_cdecl("volterra_potential_load_posterior")
public func potentialLoadPosterior(
    _ handle: OpaquePointer?, _ bytes: UnsafeRawPointer?, _ count: Int, _ name: UnsafePointer<CChar>?
) -> CInt {
    guard let potential = PotentialHandle.all[handle] else { return unknownHandle }
    return potential.error.status { () throws(VolterraError) in
        let content = try copy(of: bytes, count)
        let name = name.map { String(cString: $0) } ?? "posterior"
        try potential.loadPosterior { potential throws(VolterraError) in try Posterior(bytes: content, file: name, for: potential) }
    }
}

private func copy(of bytes: UnsafeRawPointer?, _ count: Int) throws(VolterraError) -> [UInt8] {
    let bytes = try required(bytes, "bytes")
    guard count >= 0 else { throw VolterraError(.usage, "the argument 'count' is larger than any memory") }
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
}

extension ActiveSet? {
    fileprivate var rowKind: volterra_active_set_rows {
        switch self?.mode {
        case nil: VOLTERRA_NO_ACTIVE_SET
        case .configuration: VOLTERRA_ROWS_OF_CONFIGURATIONS
        case .neighbourhood: VOLTERRA_ROWS_OF_ATOMS
        case .mixed: VOLTERRA_ROWS_OF_SEVERAL_KINDS
        }
    }
}

extension VolterraError {
    fileprivate static var nothingLoaded: VolterraError {
        VolterraError(.usage, "no potential was loaded", advice: "call volterra_potential_load first")
    }
}

/// What the error functions say about a handle that is not one.
let notAHandle = "not a handle: null, deleted, or never made by this library"
