import Testing

/// Counts and sums over a data set as ASE 3.29 finds them: of the energies, of the squared force components, and of −V tr σ.
struct ReferenceSums: Sendable, CustomTestStringConvertible {
    var file: String
    var frames: Int
    var atoms: Int
    var energy: Double
    var squaredForces: Double
    var virialTrace: Double

    var testDescription: String { file }

    init(_ file: String, _ frames: Int, _ atoms: Int, _ energy: Double, _ squaredForces: Double, _ virialTrace: Double) {
        self.file = file
        self.frames = frames
        self.atoms = atoms
        self.energy = energy
        self.squaredForces = squaredForces
        self.virialTrace = virialTrace
    }

    static let all = [
        ReferenceSums("alloy/MoNbTaW_train_noSQS.xyz.gz", 5282, 108464, -1231683.9621293494, 216953.34087770552, 81852.54621193191),
        ReferenceSums("mlearn/Cu_train.xyz.gz", 262, 27416, -108998.23459408997, 50267.42650247066, 24277.312993885822),
        ReferenceSums("mlearn/Ge_train.xyz.gz", 228, 14072, -59612.33671169998, 18267.78932350796, 5237.705806589371),
        ReferenceSums("mlearn/Li_train.xyz.gz", 241, 11576, -20995.98124215, 2292.833681250607, 4332.089758857906),
        ReferenceSums("mlearn/Mo_test.xyz.gz", 23, 1189, -12414.049237869998, 8774.658718426255, 4227.559031000703),
        ReferenceSums("mlearn/Mo_train.xyz.gz", 194, 10087, -105406.93257262005, 74607.82310433619, 41686.379517084875),
        ReferenceSums("mlearn/Ni_test.xyz.gz", 31, 3158, -17720.04502347, 8922.520472068942, 3707.4295523326014),
        ReferenceSums("mlearn/Ni_train.xyz.gz", 263, 27420, -154807.41490621, 60973.184036014594, 23672.847471440466),
        ReferenceSums("mlearn/Si_test.xyz.gz", 25, 1525, -7730.51219078, 3550.0735779860197, 393.58408815153325),
        ReferenceSums("mlearn/Si_train.xyz.gz", 214, 13233, -67723.70553111001, 30294.120705269474, 657.0472936523925),
        ReferenceSums("qmml/LML_glide_screw_images.xyz.gz", 9, 17811, 2205.101170030555, 0.1027055807495611, 0),
        ReferenceSums("qmml/Vac_NEB_images.xyz.gz", 13, 3237, 38.57260884282777, 0.0014691645334392006, -433.80768701718006),
        ReferenceSums("qmml/bulk_MD_test.xyz.gz", 1, 250, 35.904073096239365, 1188.1254832031254, 231.8896937590114),
        ReferenceSums("qmml/bulk_MD_train.xyz.gz", 3, 750, 309.77270412933353, 0, 2115.5989946694694),
        ReferenceSums("qmml/eos_configurations.xyz.gz", 102, 25500, 3326.2503662223517, 112969.69340705984, 21176.476092808683),
        ReferenceSums("qmml/screw_vasp_LML_6_12_004.xyz.gz", 13, 25727, 0, 0.13896637526542852, 0),
        ReferenceSums("qmml/vac_MD_test.xyz.gz", 1, 249, 38.612252662607844, 1140.3886242610774, 188.97067740344795),
        ReferenceSums("qmml/vac_MD_train.xyz.gz", 3, 747, 309.77270412933353, 8865.78645970758, 2115.5989946694694),
        ReferenceSums("tungsten/W_train20.xyz.gz", 1938, 31019, -267091.2874999998, 214735.8346369374, 477.1242654320491),
        ReferenceSums("tungsten/W_validate.xyz.gz", 4845, 80495, -693984.967240001, 534607.2524479583, 1375.2553196663162),
    ]
}
