import Foundation
import Testing
import Training

@testable import trainer

@Suite("trainer report")
struct ReportCommandTests {
    @Test("the page shows the numbers that 'trainer errors' prints")
    func numbers() throws {
        let folder = try TemporaryFolder()
        let run = try TrainerRun("report", Repository.tungstenPotential, Repository.tungsten, "-o", "report.html", in: folder)
        #expect(run.status == 0 && run.output == "")
        #expect(run.errors.contains("report.html: "))
        let page = try folder.read("report.html")
        let errors = try TrainerRun("errors", Repository.tungstenPotential, Repository.tungsten, "--json")
        let object = try #require(JSONSerialization.jsonObject(with: Data(errors.output.utf8)) as? [String: Any])
        let total = try #require(object["total"] as? [String: [String: Double]])
        for quantity in ["energy", "force", "stress"] {
            for key in ["rmse", "mae", "max"] {
                let digits = shortText(try #require(total[quantity]?[key]))
                #expect(page.contains(">\(digits)</td>"), "\(quantity) \(key) \(digits)")
            }
        }
        #expect(page.contains("<h1>W-08.mtp</h1>"))
    }

    @Test("training data are shown beside the data, several files of each")
    func training() throws {
        let folder = try TemporaryFolder()
        for (name, part) in [("a.cfg", "--last"), ("b.cfg", "--every=2")] {
            #expect(try TrainerRun("convert", Repository.tungsten, "-o", name, part, "-q", in: folder).status == 0)
        }
        let run = try TrainerRun(
            "report", Repository.tungstenPotential, Repository.tungsten, "--train", "a.cfg,b.cfg", "-o", "report.html", "-q", "--species",
            "W",
            in: folder)
        #expect(run.status == 0 && run.errors == "" && run.output == "")
        let page = try folder.read("report.html")
        #expect(page.contains("a.cfg, b.cfg: 4 configurations") && page.contains("Energy RMSE, validation"))
        #expect(page.contains("Dimer W–W"))
        #expect(folder.fileNames == ["a.cfg", "b.cfg", "report.html"])
    }

    @Test("the page does not depend on the number of threads, the measured cost aside")
    func threads() throws {
        let pages = try [1, 3].map { threads in
            let folder = try TemporaryFolder()
            let run = try TrainerRun(
                "report", Repository.tungstenPotential, Repository.tungsten, "-o", "report.html", "-j", "\(threads)", in: folder)
            #expect(run.status == 0)
            let page = try folder.read("report.html")
            return try #require(page.components(separatedBy: "<section id=\"cost\">").first)
        }
        #expect(pages[0] == pages[1])
    }

    @Test("inputs are never overwritten, and without data there is no page")
    func refused() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "empty.xyz")
        let empty = try TrainerRun("report", Repository.tungstenPotential, "empty.xyz", "-o", "report.html", in: folder)
        #expect(empty.status == 3 && empty.errors == "trainer: empty.xyz: holds no configuration\n")
        let same = try TrainerRun(
            "report", Repository.tungstenPotential, Repository.tungsten, "--train", "empty.xyz", "-o", "empty.xyz", in: folder)
        #expect(same.status == 2 && same.errors.contains("is input and output at the same time"))
        #expect(folder.fileNames == ["empty.xyz"])
    }
}
