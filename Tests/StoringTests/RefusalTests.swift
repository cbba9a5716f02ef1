import Files
import Foundation
import TestSupport
import Testing

@testable import Storing

/// Images that cannot be stored, one after the other.
struct RefusalTests {
  /// Adds failures; returns which of them reached the limit.
  private func add(
    _ codes: [FileError.Code], to refusals: inout Refusals<FileError.Code>
  ) -> [Bool] {
    codes.map { refusals.add($0) }
  }

  private let almost = [FileError.Code](
    repeating: .other, count: Refusals<FileError.Code>.limit - 1)

  @Test func `the same failure many times in a row ends the row`() {
    var refusals = Refusals<FileError.Code>()
    let reached = add(almost + [.other, .other], to: &refusals)
    #expect(reached == almost.map { _ in false } + [true, true])
  }

  @Test func `another failure or a stored image begins a new row`() {
    var refusals = Refusals<FileError.Code>()
    var reached = add(almost + [.tooManyOpenFiles] + almost, to: &refusals)
    refusals.end()
    reached += add(almost, to: &refusals)
    #expect(!reached.contains(true))
  }

  @Test func `a store whose root is gone says so`() throws {
    let scratch = try Scratch()
    let tree = try scratch.tree()
    _ = try tree.put(image("https://a.org/1.jpg", "1"))
    try FileManager.default.removeItem(atPath: scratch.path + "/images")
    let error = #expect(throws: StoreError.self) {
      _ = try tree.put(image("https://a.org/2.jpg", "2"))
    }
    #expect(error?.code == .folderGone && error?.endsCrawl == true)
    #expect(try scratch.temporary.names().isEmpty)
  }

  @Test func `a store with a folder that is gone makes it anew`() throws {
    let scratch = try Scratch()
    let tree = try scratch.tree()
    _ = try tree.put(image("https://a.org/1.jpg", "1"))
    try FileManager.default.removeItem(atPath: scratch.path + "/images/a.org")
    let stored = try tree.put(image("https://a.org/2.jpg", "2"))
    #expect(try scratch.files == [stored.file])
    #expect(try scratch.temporary.names().isEmpty)
  }
}
