import CrawlModel
import Crawling
import Files
import Foundation
import TestSupport
import Testing

@testable import Crawling

/// `.magpie/rules`, as a file that somebody works on.
struct RulesFileTests {
  private let folder: TemporaryFolder
  private let state: Folder

  init() throws {
    folder = try TemporaryFolder()
    state = try Folder.open(folder.path)
  }

  private func write(_ text: String) throws {
    try Data(text.utf8).write(to: folder.file("rules"), options: .atomic)
  }

  private func count(_ news: RulesFile.News?) -> Int? {
    if case .rules(_, let count) = news { count } else { nil }
  }

  private func isQuiet(_ news: RulesFile.News?) -> Bool {
    if case nil = news { true } else { false }
  }

  private func mistakes(_ news: RulesFile.News?) -> [String] {
    if case .refused(let mistakes) = news { mistakes } else { [] }
  }

  @Test func `an absent file is made with an explanation and no rule`() throws {
    var file = try RulesFile(in: state)
    #expect(isQuiet(file.look()))
    let text = try String(contentsOf: folder.file("rules"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.count > 10 && lines.allSatisfy { $0.hasPrefix("#") })
    #expect(lines.contains { $0.contains(#"include-image \.jpe?g$"#) })
  }

  @Test func `every example of the explanation is a rule`() throws {
    _ = try RulesFile(in: state)
    let text = try String(contentsOf: folder.file("rules"), encoding: .utf8)
    let examples = text.split(separator: "\n").compactMap { line -> String? in
      let rule = line.dropFirst(2).prefix { $0 != "#" }
      guard ["include", "exclude", "delay", "per-host"].contains(where: { rule.hasPrefix($0) })
      else { return nil }
      return rule.split(separator: "  ").first.map(String.init)
    }
    #expect(examples.count == 8)
    let rules = RulesText(Array(examples.joined(separator: "\n").utf8))
    #expect(rules.mistakes.isEmpty, "\(rules.mistakes)")
  }

  @Test func `what the user wrote is left as it is, read once, and again when it changes`() throws {
    try write("delay 1\n")
    var file = try RulesFile(in: state)
    #expect(count(file.look()) == 1)
    #expect(isQuiet(file.look()))
    try write("delay 1\nper-host 2\n")
    #expect(count(file.look()) == 2)
    try FileManager.default.removeItem(at: folder.file("rules"))
    #expect(count(file.look()) == 0, "without the file no rule holds")
    #expect(isQuiet(file.look()))
  }

  @Test func `with a mistake the old rules stay, and each is told with file and line`() throws {
    try write("delay 1\n")
    var file = try RulesFile(in: state)
    #expect(count(file.look()) == 1)
    try write("delay 2\nexclude (\nper-host no\n")
    let told = mistakes(file.look())
    #expect(told.count == 2)
    #expect(told.first?.hasPrefix("\(folder.path)/rules:2: ") == true)
    #expect(isQuiet(file.look()), "it is told once")
    try write("delay 3\n")
    #expect(count(file.look()) == 1)
  }

  @Test func `a file of mistakes alone tells the first of them and how many more`() throws {
    try write(String(repeating: "wrong\n", count: 50))
    var file = try RulesFile(in: state)
    let told = mistakes(file.look())
    #expect(told.count == 21 && told.last == "and 30 more mistakes")
  }

  @Test(arguments: ["folder", "pipe", "link"])
  func `what is no file is refused and waited for by nobody`(kind: String) throws {
    let path = folder.file("rules").path
    switch kind {
    case "folder":
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case "pipe": #expect(mkfifo(path, 0o600) == 0)
    default:
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: "/etc/passwd")
    }
    var file = try RulesFile(in: state)
    #expect(mistakes(file.look()).count == 1)
    #expect(isQuiet(file.look()))
  }

  @Test(arguments: ["truncated", "binary", "too large"])
  func `what is half written or no text leaves the old rules, and the next state is read`(
    kind: String
  ) throws {
    try write("delay 1\n")
    var file = try RulesFile(in: state)
    #expect(count(file.look()) == 1)
    switch kind {
    case "truncated": try write("delay 1\ninclu")
    case "binary": try Data([0x64, 0x00, 0xFF, 0xD8]).write(to: folder.file("rules"))
    default: try write(String(repeating: "# long\n", count: 200_000))
    }
    #expect(mistakes(file.look()).count == 1)
    try write("delay 1\ninclude x\n")
    #expect(count(file.look()) == 2)
  }
}
