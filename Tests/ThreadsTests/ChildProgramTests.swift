import Foundation
import TestSupport
import Testing

@testable import Threads

struct ChildProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a program gets its arguments and its input as they are`() throws {
    let input = Array(String(repeating: "x", count: 1_000_000).utf8)
    let ending = ChildProgram.run(
      ["sh", "-c", "cat > \"$1\"; echo \"$2\" >> \"$1\"", "sh", folder.path + "/out", "a; b $c"],
      input: input, atMost: .seconds(600))
    #expect(ending == .exited(0))
    let text = try String(contentsOf: folder.file("out"), encoding: .utf8)
    #expect(text.utf8.count == 1_000_008 && text.hasSuffix("xa; b $c\n"))
  }

  @Test func `the end of a program is known`() {
    let input = Array("not read".utf8)
    func run(_ words: String...) -> ChildProgram.Ending {
      ChildProgram.run(words, input: input, atMost: .seconds(600))
    }
    #expect(run("true") == .exited(0))
    #expect(run("sh", "-c", "exit 7") == .exited(7))
    #expect(run("sh", "-c", "kill -9 $$") == .killed(by: 9))
    // Blocked signals are not blocked there.
    #expect(run("sh", "-c", "kill -TERM $$; sleep 600") == .killed(by: 15))
    #expect(run("/nonexistent/program") == .notStarted(ENOENT))
    #expect(run(folder.path) == .notStarted(EACCES))
  }

  @Test func `a program that hangs is ended`() {
    #expect(
      ChildProgram.run(["sleep", "86400"], input: [], atMost: .milliseconds(1)) == .timedOut)
    #expect(
      ChildProgram.run(
        ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"], input: [],
        atMost: .milliseconds(1),
        grace: .milliseconds(1)) == .timedOut)
  }
}
