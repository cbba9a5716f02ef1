import Foundation
import TestSupport
import Testing

/// The failures in the summary: images before pages, by reason.
struct FailureTextTests {
  private func failures(_ outcome: Shell.Outcome, _ sites: LoopbackSite...) throws -> String {
    var text = outcome.stdout
    for (index, site) in sites.enumerated() {
      text = text.replacing(site.url(""), with: "SITE\(index + 1)")
    }
    let start = try #require(text.range(of: "\nFailed images"))
    let end = try #require(text.range(of: "\nThe gallery is"))
    return String(text[start.lowerBound..<end.lowerBound])
  }

  @Test func `the largest group of images comes first, and pages come last`() throws {
    let lost = (1...5).map { "/lost\($0).png" }
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/ok.png", "/text.png"] + lost, links: ["/gone", "/next"]),
      "/next": .page(images: ["/text2.png"]), "/gone": .status(410),
      "/text.png": .html("text"), "/text2.png": .html("text"), "/ok.png": .picture("ok"),
    ])
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run([site.url("/"), "-o", "out"], in: folder)
    #expect(outcome.status == 1)
    #expect(
      try failures(outcome, site) == """

        Failed images: 7
          http-error 404: 5
            SITE1/lost1.png
              found on SITE1/
            SITE1/lost2.png
              found on SITE1/
            SITE1/lost3.png
              found on SITE1/
            and 2 more
          not-an-image: 2
            SITE1/text.png
              found on SITE1/
            SITE1/text2.png
              found on SITE1/next
          All of them are in out/images.jsonl.

        Failed pages: 1
          http-error 410: 1
            SITE1/gone
              found on SITE1/

        """)
  }

  @Test func `hosts are named where the addresses do not show them all`() throws {
    let other = try LoopbackSite(routes: [:])
    let images = (1...4).map { other.url("/a\($0).png") }
    let site = try LoopbackSite(routes: [
      "/": .page(images: images + ["/b.png", "/ok.png"]), "/ok.png": .picture("ok"),
    ])
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run(
      [site.url("/"), "-o", "out", "--allow-private"], in: folder)
    #expect(
      try failures(outcome, site, other).hasPrefix(
        "\nFailed images: 5\n  http-error 404: 5: 4 at SITE2, 1 at SITE1\n    SITE2/a1.png\n"))
  }

  @Test(arguments: [
    (["TERM": "xterm"], true, true), (["TERM": "xterm", "NO_COLOR": "1"], false, true),
    (["TERM": "xterm", "NO_COLOR": ""], true, true), (["TERM": "linux"], true, false),
    (["TERM": "dumb"], false, false),
  ])
  func `a terminal gets colours and a link`(
    environment: [String: String], hasColours: Bool, hasLink: Bool
  ) throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/lost.png", "/ok.png"]), "/ok.png": .picture("ok"),
    ])
    let folder = try TemporaryFolder()
    let outcome = try Shell.run(
      "script",
      ["-qec", "'\(Magpie.path)' \(site.url("/")) -o 'a b' --progress never", "/dev/null"],
      environment: Magpie.environment.merging(["NO_COLOR": ""]) { $1 }.merging(environment) { $1 },
      in: folder.url)
    #expect(outcome.stdout.contains("\u{1B}[33mComplete") == hasColours)
    #expect(outcome.stdout.contains("\u{1B}[31mFailed images: 1\u{1B}[0m") == hasColours)
    let start = "\u{1B}]8;;file://"
    #expect(outcome.stdout.contains(start) == hasLink)
    #expect(
      outcome.stdout.contains("/a%20b/index.html\u{1B}\\a b/index.html\u{1B}]8;;\u{1B}\\.")
        == hasLink)
    #expect(outcome.stdout.contains("\u{1B}") == (hasColours || hasLink))
  }
}
