import Files
import TestSupport
import Testing

@testable import Archiving

struct SortedLinesTests {
  @Test(arguments: [1, 100, 5_000, 1 << 20])
  func `lines are in order, however few of them are in memory`(memory: Int) throws {
    let folder = try TemporaryFolder()
    var generator = Generator(seed: 7)
    let lines = (0..<400).map { _ in
      String(repeating: "x", count: Int.random(in: 0...60, using: &generator))
        + "\(Int.random(in: 0...300, using: &generator))"
    }
    let sorted = SortedLines(in: try Folder.open(folder.path), memoryBytes: memory)
    for line in lines { try sorted.add(Array((line + "\n").utf8)) }
    var result: [String] = []
    try sorted.forEach { result.append(String(decoding: $0.dropLast(), as: UTF8.self)) }
    #expect(result == lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(sorted.byteCount == lines.reduce(0) { $0 + $1.utf8.count + 1 })
  }

  @Test func `a line longer than what is read at once is whole`() throws {
    let folder = try TemporaryFolder()
    let sorted = SortedLines(in: try Folder.open(folder.path), memoryBytes: 1)
    let long = [UInt8](repeating: 0x62, count: 700_000) + [0x0A]
    for line in [long, Array("a\n".utf8), Array("c\n".utf8)] { try sorted.add(line) }
    var result: [[UInt8]] = []
    try sorted.forEach { result.append(Array($0)) }
    #expect(result == [Array("a\n".utf8), long, Array("c\n".utf8)])
  }

  @Test func `no lines are no lines`() throws {
    let folder = try TemporaryFolder()
    let sorted = SortedLines(in: try Folder.open(folder.path))
    try sorted.forEach { _ in Issue.record("there is none") }
    #expect(sorted.byteCount == 0)
  }
}
