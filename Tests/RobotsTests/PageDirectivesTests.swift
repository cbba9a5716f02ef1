import Robots
import Testing

struct PageDirectivesTests {
  private static let headers: [(String, [String])] = [
    ("noindex", ["noindex"]), ("NoIndex, NOFOLLOW", ["noindex", "nofollow"]),
    ("none", ["noindex", "nofollow"]), ("all", []), ("", []),
    ("noai, noimageai", ["noai", "noimageai"]), ("noimageindex", ["noimageindex"]),
    ("magpie: noai", ["noai"]), ("otherbot: noindex", []), ("otherbot: noindex, nofollow", []),
    ("noai, otherbot: noindex, nofollow", ["noai"]),
    ("otherbot: noindex, Magpie: nofollow, noai", ["nofollow", "noai"]),
    ("unavailable_after: 25 Jun 2010 15:00:00 PST, noai", ["noai"]), ("*: noindex", ["noindex"]),
    ("max-snippet: 20, noindex", ["noindex"]), (",,: ,noindex:,", []), ("noindexed", []),
  ]

  @Test(arguments: headers)
  func `a header is read for one crawler`(value: String, words: [String]) {
    #expect(PageDirectives(xRobotsTag: value, agent: "magpie").words == words)
  }

  private static let elements: [(String, String, [String])] = [
    ("robots", "noindex,nofollow", ["noindex", "nofollow"]),
    ("ROBOTS", "noai noimageai", ["noai", "noimageai"]),
    ("magpie", "none", ["noindex", "nofollow"]), ("googlebot", "noindex", []),
    ("description", "noindex", []), (" robots ", " noai ", ["noai"]), ("", "noindex", []),
  ]

  @Test(arguments: elements)
  func `a meta element is selected by its name`(name: String, content: String, words: [String]) {
    let directives = PageDirectives(metaName: name, content: content, agent: "magpie")
    #expect(directives.words == words)
  }

  @Test func `directives of several places are combined and listed`() {
    var directives = PageDirectives(xRobotsTag: "noai", agent: "magpie")
    directives.formUnion(PageDirectives(metaName: "robots", content: "none", agent: "magpie"))
    #expect(directives.words == ["noindex", "nofollow", "noai"])
  }

  @Test func `a header of a megabyte is read in linear time`() {
    let value = String(repeating: "a: b, ", count: 200_000) + "magpie: noai"
    #expect(PageDirectives(xRobotsTag: value, agent: "magpie") == .noai)
  }
}
