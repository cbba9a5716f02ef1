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
    #expect(RuleTable([rule, rule]).rules == [rule, rule])
  }

  @Test func `the folder of an index page comes back as it was`() throws {
    let path = "/a/index.html"
    let folder = try #require(RobotsRule.folder(ofIndex: path))
    let rule = RobotsRule(isAllowing: true, pattern: PathPattern(folder), path: path, line: 3)
    #expect(RuleTable([rule]).rules == [rule])
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
      let first = RuleTable(some).first(in: &search)
      #expect(first == some.first { $0.pattern.matches(path) })
    }
  }

  @Test func `forty thousand rules take a megabyte`() {
    let lines = (0..<36_000).map { "Disallow: /\($0)\n" }.joined()
    #expect(rules("User-agent: *\n" + lines).byteCount < 1_000_000)
  }
}
