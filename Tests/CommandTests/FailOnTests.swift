import Foundation
import TestSupport
import Testing

/// Which failures change the exit code.
struct FailOnTests {
  @Test(arguments: [
    ("any", ["/"], 1), ("seed", ["/"], 0), ("none", ["/"], 0), ("any", ["/gone"], 69),
    ("seed", ["/gone"], 69), ("none", ["/gone"], 0), ("seed", ["/", "/gone"], 1),
    ("none", ["/", "/gone"], 0), ("seed", ["/", "/moved"], 1), ("any", ["/good"], 0),
  ])
  func `the exit code`(failOn: String, seeds: [String], code: Int32) throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/lost.png"], links: ["/lost"]), "/good": .page(),
      "/moved": .redirect(to: "/gone"),
    ])
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run(
      seeds.map(site.url) + ["-o", "out", "--fail-on", failOn, "--no-sitemaps"], in: folder)
    #expect(outcome.status == code, "\(outcome.stdout)")
  }

  @Test(arguments: [("any", 1), ("seed", 1), ("none", 0)])
  func `each line of a list is a seed`(failOn: String, code: Int32) throws {
    let site = try LoopbackSite(routes: ["/a.png": .picture("a")])
    let folder = try TemporaryFolder()
    try folder.write("\(site.url("/a.png"))\n\(site.url("/lost.png"))\n", to: "list")
    let outcome = try Magpie.run(
      ["fetch", "list", "-o", "out", "--trust-list", "--fail-on", failOn], in: folder)
    #expect(outcome.status == code)
    try folder.write("\(site.url("/a.png"))\nnot an address\n", to: "list")
    let bad = try Magpie.run(
      ["fetch", "list", "-o", "o2", "--trust-list", "--fail-on", failOn], in: folder)
    #expect(bad.status == code)
  }

  @Test func `a limit counts whatever fails`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run(
      [site.url("/"), "-o", "out", "--fail-on", "none", "--max-images", "1"], in: folder)
    #expect(outcome.status == 3)
  }
}
