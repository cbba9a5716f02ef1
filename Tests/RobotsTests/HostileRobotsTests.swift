import Robots
import Testing

struct HostileRobotsTests {
  @Test func `only the beginning of a hundred megabytes is read`() {
    var bytes = Array("User-agent: *\nDisallow: /a\n".utf8)
    bytes += [UInt8](repeating: UInt8(ascii: "#"), count: 100_000_000)
    bytes += Array("\nDisallow: /b\n".utf8)
    let rules = RobotsReader.read(bytes.span, for: "magpie")
    #expect(rules.rules.map(\.text) == ["Disallow: /a"])
  }

  @Test func `a rule cut by the limit is ignored`() {
    let rule = "Disallow: /private"
    let head = "User-agent: *\n"
    let fill = RobotsReader.readLimit - head.utf8.count - "Disallow: /".utf8.count - 1
    let text = head + String(repeating: "#", count: fill) + "\n" + rule
    #expect(rules(text).rules.isEmpty)
    let fitting = head + String(repeating: "#", count: fill - "private".utf8.count) + "\n" + rule
    #expect(rules(fitting).rules.map(\.text) == [rule])
  }

  @Test func `the rules up to the limit are kept`() {
    let lines = (100_000..<200_000).map { "Disallow: /x\($0)\n" }
    let rules = rules("User-agent: *\n" + lines.joined())
    #expect(rules.rules.count == (RobotsReader.readLimit - 14) / 19)
    #expect(!rules.verdict(for: "/x100007").isAllowed)
    #expect(rules.verdict(for: "/y").isAllowed)
    #expect(rules.byteCount < 16_000_000)
  }

  @Test func `a rule that is repeated is kept once, with its first line`() {
    let lines = "Disallow: /x\nAllow: /x\nContent-Usage: train-ai=n\n"
    let rules = rules("User-agent: *\n" + String(repeating: lines, count: 10_000))
    #expect(rules.rules.map(\.line) == [3, 2])
    #expect(rules.usages.map(\.line) == [4])
  }

  @Test func `bytes that are not text are harmless`() {
    var bytes: [UInt8] = []
    var state: UInt32 = 7
    for _ in 0..<300_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      bytes.append(UInt8(state >> 24))
    }
    #expect(RobotsReader.read(bytes.span, for: "magpie").verdict(for: "/a").isAllowed)
    let zeros = [UInt8](repeating: 0, count: 300_000)
    #expect(RobotsReader.read(zeros.span, for: "magpie") == .allowingAll)
  }

  /// Backtracking would take longer than the age of the universe.
  @Test(arguments: ["*a*a*a*a*a*a*a*a*a*a*a*a*b", "/*aaaaaaaaaaaaaaaaaaaaab*b", "*a**a***a****a$"])
  func `a pattern of stars takes linear time`(pattern: String) {
    let path = "/" + String(repeating: "a", count: 60_000) + "c"
    #expect(!PathPattern(pattern).matches(path))
  }

  @Test func `a file of stars takes linear time`() {
    let line = "Disallow: /" + String(repeating: "*a", count: 8000) + "*b\n"
    let text = "User-agent: *\n" + String(repeating: line, count: 30)
    #expect(isAllowed("/" + String(repeating: "a", count: 60_000), by: text))
  }

  /// A line, and ten thousand others that begin with it and go on differently.
  private static func lines(_ line: String) -> String {
    let others = (0..<10_000).map { number in
      line + (0..<15).map { number >> $0 & 1 == 0 ? "a" : "b" }.joined()
    }
    return ([line] + others).joined(separator: "\n")
  }

  @Test func `more wildcards than can be compared with a long path allow nothing`() {
    // The path has every pair of bytes of the rules, so that no rule is excluded without a search.
    let text = "User-agent: *\nAllow: /\n" + Self.lines("Disallow: /*abab")
    let path = "/aab" + String(repeating: "aabb", count: 1_000)
    let verdict = rules(text).verdict(for: path)
    #expect(!verdict.isAllowed && verdict.rule == nil)
    // An address of the usual length is compared with all of them.
    #expect(rules(text).verdict(for: "/aabb/a.png").rule?.text == "Allow: /")
    #expect(rules(text).verdict(for: "/aabab").rule?.text == "Disallow: /*abab")
  }

  @Test func `a rule of which the path lacks a pair of bytes is not searched`() {
    let text = "User-agent: *\n" + Self.lines("Disallow: /*aab")
    let path = "/" + String(repeating: "a", count: 8_000)
    #expect(isAllowed(path, by: text))
    #expect(!isAllowed(path + "b", by: text))
  }

  @Test func `a huge line is read up to its limit`() {
    let text = "User-agent: *\nDisallow: /" + String(repeating: "a", count: 400_000)
    #expect(rules(text).rules.first?.pattern.length == 16_663 - "Disallow: ".utf8.count)
  }
}
