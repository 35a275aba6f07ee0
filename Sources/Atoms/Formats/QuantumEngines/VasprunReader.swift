import MomentTensor

/// Reads every ionic step (`<calculation>`) of a VASP vasprun.xml.
///
/// The energy is the one without entropy. VASP up to 6.0 writes E(σ→0) under that name into the summary of an ionic step, and all
/// versions add P·V (PSTRESS) there; hence it is computed as F − P·V + (e_wo_entrp − e_fr_energy of the last electronic step), which is
/// right in every version. F − P·V is kept as the feature `free_energy`. The virial is +V times `stress`, which is in kbar and positive
/// when compressed. A last step that a killed run left unfinished is not returned, nor are steps predicted by VASP's own force field.
public final class VasprunReader: ConfigurationReader {
    private let scanner: XMLScanner
    private var header = VasprunHeader()
    private var stepCount = 0
    private var hasSeenTag = false

    public convenience init(path: String) throws(VolterraError) {
        self.init(try ByteSource(path: path))
    }

    public init(_ source: ByteSource) { scanner = XMLScanner(source) }

    /// The next complete ionic step.
    public func next() throws(VolterraError) -> Configuration? {
        while let token = try scanner.next() {
            guard case .opening(let tag) = token else { continue }
            let name = XMLScanner.name(of: tag)
            if !hasSeenTag {
                guard name.equals("modeling") else { throw notVasprun }
                hasSeenTag = true
            } else if name.equals("calculation") {
                guard let step = try VasprunCalculation.read(scanner) else { break }
                stepCount += 1
                return try step.configuration(header, scanner)
            } else {
                try header.read(tag, scanner)
            }
        }
        guard hasSeenTag else { throw notVasprun }
        guard stepCount > 0 else {
            throw scanner.error("holds no complete ionic step", advice: "did VASP finish the first <calculation>?")
        }
        return nil
    }

    private var notVasprun: VolterraError {
        scanner.error("is no vasprun.xml: its first element is not <modeling>", advice: "name the format with --format")
    }
}
