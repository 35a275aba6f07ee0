import Atoms
import MomentTensor
import Training

/// `trainer dislocation build`
enum DislocationBuildCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let output = try invocation.outputFile(reading: invocation.all(Arguments.potential))
        let geometry = try invocation.required(Options.geometry)
        try refuseStrangers(invocation, to: geometry)
        for option in [Options.final, Options.perfect] {
            if let path = invocation[option] { try invocation.checkOutput(path, reading: invocation.all(Arguments.potential)) }
        }
        let request = try DislocationRequest(invocation)
        let crystals = try crystals(request, geometry, invocation)
        let crystal = crystals[0]
        try write(crystal.system, of: crystal, to: output, request, invocation)
        if let path = invocation[Options.perfect] { try write(crystal.perfect, of: crystal, to: path, request, invocation) }
        if let path = invocation[Options.final] { try write(crystals[1].system, of: crystals[1], to: path, request, invocation) }
        try writeGroups(of: crystal, beside: output, invocation)
        let summary = DislocationSummary(crystal, try request.builder.energyFactor(), request.material, request.builder.frame)
        try Console.print(invocation[Options.json] ? summary.json.text : summary.text)
        invocation.reportSuccess("\(output): \(counted(crystal.system.count, "atom"))")
    }

    private static func write(
        _ system: AtomicSystem, of crystal: DislocatedCrystal, to path: String, _ request: DislocationRequest, _ invocation: Invocation
    ) throws(VolterraError) {
        let writer = try invocation.writer(to: path, elements: request.potential?.elements)
        try writer.write(request.configuration(system, of: crystal))
        try writer.finish()
    }

    /// The crystal, and the one after a step of glide if it is wanted.
    private static func crystals(
        _ request: DislocationRequest, _ geometry: DislocationGeometry, _ invocation: Invocation
    ) throws(VolterraError) -> [DislocatedCrystal] {
        let builder = request.builder
        let periods = try invocation.required(Options.periods)
        switch geometry {
        case .cylinder, .kinks:
            var shape = try DislocationRequest.cylinder(invocation, radius: Options.radius)
            if geometry == .kinks { return [try builder.kinkedCylinder(shape, width: try invocation.required(Options.kinkWidth))] }
            guard invocation.has(Options.final) else { return [try builder.cylinder(shape)] }
            shape.glideSteps = 1
            return [try builder.cylinder(shape), try builder.cylinder(shape, steps: 1)]
        case .array:
            var shape = DislocationArray()
            shape.width = try invocation.required(Options.width)
            shape.height = try invocation.required(Options.heightOfArray)
            shape.layerThickness = try invocation.required(Options.layers)
            shape.periods = periods
            return [try builder.array(shape)]
        case .quadrupole:
            var shape = DislocationQuadrupole()
            let separation = try invocation.required(Options.separation)
            guard separation.count == 2 else {
                throw VolterraError(.usage, "--separation needs two numbers", advice: "steps of glide and planes, as in --separation 9,8")
            }
            (shape.steps, shape.planes, shape.periods) = (separation[0], separation[1], periods)
            return [try builder.quadrupole(shape)]
        }
    }

    /// Options that have no meaning for a shape are mistakes.
    private static func refuseStrangers(_ invocation: Invocation, to geometry: DislocationGeometry) throws(VolterraError) {
        let owners: [(any OptionDeclaration, [DislocationGeometry])] = [
            (Options.radius, [.cylinder, .kinks]), (Options.rim, [.cylinder, .kinks]), (Options.final, [.cylinder]),
            (Options.kinkWidth, [.kinks]), (Options.width, [.array]), (Options.heightOfArray, [.array]), (Options.layers, [.array]),
            (Options.separation, [.quadrupole]),
        ]
        for (option, geometries) in owners where invocation.has(option) && !geometries.contains(geometry) {
            throw VolterraError(
                .usage, "\(option.spelling) has no meaning for --geometry \(geometry.rawValue)",
                advice: "it is for \(geometries.map(\.rawValue).joined(separator: " and "))")
        }
    }

    /// For a LAMMPS data file, which has no place for them.
    private static func writeGroups(
        of crystal: DislocatedCrystal, beside output: String, _ invocation: Invocation
    ) throws(VolterraError) {
        guard (invocation[Options.outputFormat] ?? ConfigurationFormat(fileName: output)) == .lammpsData else { return }
        let stem = output.lastIndex(of: ".").flatMap { dot in output[dot...].contains("/") ? nil : output[..<dot] } ?? output[...]
        let path = "\(stem).groups"
        try AtomicFile.write(crystal.lammpsGroups(file: output), to: path)
        invocation.reportSuccess("\(path): include it after read_data")
    }
}
