import Testing

@testable import trainer

@Suite("Tables")
struct TableTests {
    @Test("the first column is aligned to the left, the others to the right, and lines do not end in spaces")
    func alignment() {
        var table = Table(header: ["group", "MAE", "Å"])
        table.append(["surface", "12.5", "7"])
        table.append(["a"])
        table.append(["bulk", "1", ""])
        #expect(
            table.text == """
                group     MAE  Å
                surface  12.5  7
                a
                bulk        1

                """)
    }
}
