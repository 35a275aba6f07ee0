/// The variables of Simulations/tungsten.lmp, which other scripts include: n × n × n cells of bcc at a temperature in K.
func tungsten(n: Int = 4, temperature: Double = 300, _ more: [String: String] = [:]) -> [String: String] {
    [
        "here": Lammps.scripts("Simulations"), "potential": Sample.tungstenFile, "n": "\(n)", "temperature": "\(temperature)",
    ].merging(more) { $1 }
}
