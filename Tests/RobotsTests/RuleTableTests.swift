import Testing

@testable import Robots

struct RuleTableTests {
  static let paths = [
    "/", "/a", "/a$", "/a*", "/*.gif$", "/a/index.html", "/%61", "/%C3%A9", "/é", "/b?x=%2F", "*",
    "/a*b*c$", "$", "/a b", "/$", "/{", "/index.htm",
  ]

  @Test(arguments: paths, [true, false])
  func `a rule comes back as it was`(path: String, isAllowing: Bool) {
    let rule = RobotsRule(
      isAllowing: isAllowing, pattern: PathPattern(path), path: path, line: 70_000)
    #expect(RuleTable([rule.row, rule.row]).rows.map(RobotsRule.init) == [rule, rule])
  }

  @Test func `the folder of an index page comes back as it was`() throws {
    let path = "/a/index.html"
    let folder = try #require(RobotsRule.folder(ofIndex: path))
    let rule = RobotsRule(isAllowing: true, pattern: PathPattern(folder), path: path, line: 3)
    #expect(RuleTable([rule.row]).rows.map(RobotsRule.init) == [rule])
  }

  @Test(arguments: [
    "/", "/a", "/a/", "/ab", "/a.gif", "/x/y.gif?z", "/%C3%A9", "/b?x=/", "/axbxc", "/axbxcx",
    "/a%20b",
    "/%7B", "/b", "",
  ])
  func `it finds the rule that a search one by one finds`(path: String) {
    let rules = Self.paths.enumerated().map {
      RobotsRule(isAllowing: false, pattern: PathPattern($1), path: $1, line: $0)
    }
    for start in rules.indices {
      let some = Array(rules[start...])
      var search = PathSearch(path)
      let first = RuleTable(some.map(\.row)).first(in: &search).map(RobotsRule.init)
      #expect(first == some.first { $0.pattern.matches(path) })
    }
  }

  @Test func `forty thousand rules take a megabyte`() {
    let lines = (0..<36_000).map { "Disallow: /\($0)\n" }.joined()
    #expect(rules("User-agent: *\n" + lines).byteCount < 1_000_000)
  }

  // What is not in UTF-8 becomes three bytes in the text, and nine in comparable form.
  @Test(arguments: [[0xFF], [0xC3], [0xE2, 0x82]] as [[UInt8]])
  func `the longest line may have any bytes`(bytes: [UInt8]) {
    let line = Array("Disallow: /".utf8) + (0..<20_000).flatMap { _ in bytes }
    let text = Array("User-agent: *\n".utf8) + line + Array("\nDisallow: /b\n".utf8)
    let rules = RobotsReader.read(text.span, for: "magpie")
    #expect(rules.rules.count == 2)
    #expect(!rules.verdict(for: "/b").isAllowed)
    #expect(rules.verdict(for: "/a").isAllowed)
    let usage = Array("User-agent: *\nContent-Usage: /".utf8) + (0..<16_000).flatMap { _ in bytes }
    let usages = RobotsReader.read((usage + Array(" train-ai=n\n".utf8)).span, for: "magpie")
    #expect(usages.usage(for: "/a") == nil)
  }

  @Test func `rules come back from their bytes`() {
    let text = """
      User-agent: *
      \(Self.paths.map { "Disallow: \($0)\nAllow: \($0)x\n" }.joined())
      Allow: /a/index.html
      Content-Usage: /b*c train-ai=n
      Content-Usage: train-ai=y
      """
    let rules = rules(text)
    let again = RobotsRules(unpacking: rules.packed.span)
    #expect(again == rules)
    #expect(again?.usages == rules.usages && rules.usages.count == 2)
    let mining = TDMRules(
      reading: Array(
        #"[{"location":"/a*","tdm-reservation":1,"tdm-policy":"https://a.test/p"}]"#.utf8
      ).span)
    let minedAgain = TDMRules(unpacking: mining.packed.span)
    #expect(minedAgain == mining)
  }

  @Test func `other bytes are no rules`() {
    let packed = rules("User-agent: *\nDisallow: /a*b\nDisallow: /c\n").packed
    for count in packed.indices {
      let part = RobotsRules(unpacking: packed.span.extracting(..<count))
      #expect(part == nil)
    }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      var bytes = packed
      bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: 0...255)
      _ = RobotsRules(unpacking: bytes.span)?.verdict(for: "/abc")
    }
  }

  @Test func `rules about mining take little more than their file`() {
    let objects = (0..<9_000).map { #"{"location":"/\#($0)","tdm-reservation":1}"# }
    let file = Array("[\(objects.joined(separator: ","))]".utf8)
    let rules = TDMRules(reading: file.span)
    #expect(rules.count == 9_000 && rules.byteCount < file.count)
  }
}
