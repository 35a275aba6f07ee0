import MomentTensor

/// What a vasprun.xml says once about all of its ionic steps.
struct VasprunHeader {
    private(set) var kinds: [Configuration.Kind] = []
    /// PSTRESS in kbar: VASP adds P·V to the energies of an ionic step.
    private(set) var externalPressure = 0.0
    /// NELM: an electronic loop this long was given up.
    private(set) var maximumIterations: Int?
    /// With ISIF = 1 only the trace of the stress is right.
    private(set) var hasFullStress = true

    /// Takes note of the element that `tag` opens.
    mutating func read(_ tag: UnsafeBufferPointer<UInt8>, _ scanner: XMLScanner) throws(VolterraError) {
        let element = XMLScanner.name(of: tag)
        let name = XMLScanner.attribute("name", of: tag)
        if element.equals("array"), name?.equals("atoms") == true {
            kinds = []
            try readAtoms(scanner)
        } else if element.equals("i"), let name {
            if name.equals("PSTRESS") {
                externalPressure = try scanner.number() ?? 0
            } else if name.equals("NELM") {
                maximumIterations = try scanner.number().flatMap { Int(exactly: $0) }
            } else if name.equals("ISIF") {
                hasFullStress = try scanner.number().map { $0 >= 2 } ?? true
            }
        }
    }

    /// `<rc><c>W </c><c>   1</c></rc>` per atom; the first cell is the element.
    private mutating func readAtoms(_ scanner: XMLScanner) throws(VolterraError) {
        var cellIndex = 0
        while let token = try scanner.next() {
            switch token {
            case .opening(let tag):
                let name = XMLScanner.name(of: tag)
                if name.equals("rc") { cellIndex = 0 }
                if name.equals("c") { cellIndex += 1 }
            case .text(let text):
                guard cellIndex == 1, !text.isBlank else { continue }
                guard let element = vaspElement(text) else {
                    throw scanner.error("unknown element '\(text.trimmed.excerpt)'")
                }
                kinds.append(.element(element))
                cellIndex = .max / 2
            case .closing(let name):
                if name.equals("array") { return }
            }
        }
    }

    /// VASP writes zirconium as `r`.
    private func vaspElement(_ text: UnsafeBufferPointer<UInt8>) -> Element? {
        text.trimmed.equals("r") ? Element(symbol: "Zr") : elementNamed(text)
    }
}

extension XMLScanner {
    /// The finite number that is the text of the element just opened.
    func number() throws(VolterraError) -> Double? {
        guard case .text(let text) = try next() else { return nil }
        var numbers = FortranNumbers(text)
        return numbers.next()
    }
}
