import Bytes
import Testing

@testable import Storing

/// Compares the table of stored contents with a dictionary.
@Suite struct ContentTableTests {
  private func digest(_ number: Int) -> SHA256Digest {
    SHA256Digest(of: Array("\(number)".utf8).span)
  }

  @Test func `it gives the same results as a dictionary`() {
    var table = ContentTable()
    var dictionary: [Int: (path: String, marks: ContentTable.Marks)] = [:]
    var random = SystemRandomNumberGenerator()
    for step in 0..<20_000 {
      let number = Int.random(in: 0..<3_000, using: &random)
      switch step % 7 {
      case 0:
        table.forget(digest(number))
        dictionary[number] = nil
      default:
        let path = ["", "a/", "a/b/", "ä/"][step % 4] + "\(step).png"
        let marks: ContentTable.Marks = step % 3 == 0 ? .confirmed : step % 3 == 1 ? .owned : []
        table.set(digest(number), at: path, marks)
        dictionary[number] = (path, marks)
      }
    }
    for number in 0..<3_100 {
      let entry = table[digest(number)]
      #expect(entry?.path == dictionary[number]?.path)
      #expect(entry?.marks == dictionary[number]?.marks)
    }
  }

  @Test func `a removed entry can be added again`() {
    var table = ContentTable()
    table.set(digest(1), at: "a/b", .owned)
    table.forget(digest(1))
    #expect(table[digest(1)] == nil)
    table.forget(digest(2))
    table.set(digest(1), at: "c", .confirmed)
    #expect(table[digest(1)]?.path == "c")
    #expect(table[digest(1)]?.marks == .confirmed)
  }
}
