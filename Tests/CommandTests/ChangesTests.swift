import Foundation
import TestSupport
import Testing

/// `magpie changes`, and what the summary of a refresh says.
struct ChangesTests {
  private let site: LoopbackSite
  private let folder: TemporaryFolder
  private var out: String { folder.path + "/out" }

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png", "/c.png", "/d.png", "/late.png"]),
      "/a.png": .picture("a"), "/b.png": .picture("b"), "/c.png": .picture("c"),
      "/d.png": .picture("d"),
    ])
  }

  /// Crawls into the folder; returns the outcome with `SITE` in place of the site's address and `T`
  /// in place of times.
  private func crawl(_ options: String...) throws -> (status: Int32, out: String, err: String) {
    let outcome = try Magpie.run([site.url("/"), "-o", "out"] + options, in: folder)
    return (outcome.status, text(outcome.stdout), text(outcome.stderr))
  }

  private func changes(_ options: String...) throws -> String {
    let outcome = try Magpie.run(["changes", "out"] + options, in: folder)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    return text(outcome.stdout)
  }

  private func text(_ output: String) -> String {
    output.replacing(site.url(""), with: "SITE").replacing("127.0.0.1_\(site.port)", with: "HOST")
      .replacing(#/ in [0-9.]+ s\./#, with: " in T.").replacing(#/\([0-9.]+ k?B\)/#, with: "(SIZE)")
  }

  /// One image changes, one is gone, one moves, one that failed is there, and one is new.
  private func changeSite() {
    site.change([
      "/": .page(images: [
        "/a.png", "/b.png", "/c.png", "/d.png", "/late.png", "/new.png", "/moved.png",
      ]),
      "/b.png": .picture("other", width: 30), "/c.png": .status(404), "/d.png": .status(410),
      "/late.png": .picture("late"), "/new.png": .picture("new"), "/moved.png": .picture("d"),
    ])
  }

  private static let list = """
    new      SITE/late.png  images/HOST/late.png
    new      SITE/new.png  images/HOST/new.png
    changed  SITE/b.png  FILE
    gone     SITE/c.png  images/HOST/c.png
    moved    SITE/d.png  to SITE/moved.png

    """

  /// The file of the changed image has part of a digest in its name.
  private func plain(_ text: String) -> String {
    text.replacing(#/images\/HOST\/b~[0-9a-f]+\.png/#, with: "FILE")
  }

  @Test func `a refresh lists what changed, and so does the command`() throws {
    #expect(try crawl().status == 1)
    changeSite()
    let refresh = try crawl()
    #expect(refresh.status == 0)
    #expect(refresh.err == "Checking 5 images for changes.\n")
    let listed = Self.list.split(separator: "\n").map { "  \($0)\n" }.joined()
    #expect(
      plain(refresh.out).contains(
        "\nSince the last crawl: 2 new, 1 changed, 1 gone, 1 moved.\n" + listed))
    #expect(try plain(changes()) == Self.list)
  }

  @Test func `what failed and now has the bytes of another image is new`() throws {
    #expect(try crawl().status == 1)
    site.change(["/late.png": .picture("a")])
    let refresh = try crawl()
    #expect(refresh.out.contains("\nSince the last crawl: 1 new, 0 changed, 0 gone, 0 moved.\n"))
    #expect(try changes() == "new      SITE/late.png  images/HOST/a.png\n")
    #expect(try crawl().out.contains("\nSince the last crawl: 0 new, 0 changed, 0 gone, 0 moved"))
  }

  @Test func `the whole summary of a refresh without changes`() throws {
    site.change(["/late.png": .picture("late")])
    #expect(try crawl().status == 0)
    let refresh = try crawl()
    #expect(
      refresh.out == """
        Complete: 5 images and 1 page checked in T.
        The folder has 5 images (SIZE) from 1 page.

        Images      5 discovered
          stored    0
          unchanged 5
        Pages       1 discovered
          fetched   1

        Since the last crawl: 0 new, 0 changed, 0 gone, 0 moved.

        The gallery is out/index.html. The files are in out/images;
        where each was found is in out/images.jsonl.

        """)
    #expect(try changes().isEmpty)
  }

  @Test func `the run to compare with can be chosen`() throws {
    #expect(try crawl().status == 1)
    changeSite()
    #expect(try crawl().status == 0)
    site.change(["/new.png": .status(404)])
    #expect(try crawl().status == 0)
    #expect(try changes() == "gone     SITE/new.png  images/HOST/new.png\n")
    #expect(try changes("--since", "2") == changes())
    let all = try plain(changes("--since", "1"))
    #expect(all == Self.list.replacing("new      SITE/new.png  images/HOST/new.png\n", with: ""))
    #expect(try changes("--since", "0").split(separator: "\n").allSatisfy { $0.hasPrefix("new ") })
    #expect(try changes("--since", "3").isEmpty)
    let wrong = try Magpie.run(["changes", "out", "--since", "4"], in: folder)
    #expect(wrong.status == 64)
    #expect(wrong.stderr == "magpie: There is no run 4 in out; the latest is run 3.\n")
  }

  @Test func `the folder can be compared with that of a time`() throws {
    let form = ISO8601DateFormatter()
    form.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    func now() -> String { form.string(from: Date()) }
    let before = now()
    #expect(try crawl().status == 1)
    let between = now()
    changeSite()
    #expect(try crawl().status == 0)
    #expect(try changes("--since", before) == changes("--since", "0"))
    #expect(try plain(changes("--since", between)) == Self.list)
    #expect(try changes("--since", now()).isEmpty)
    #expect(try changes("--since", "2020-01-01") == changes("--since", "0"))
    let wrong = try Magpie.run(["changes", "out", "--since", "yesterday"], in: folder)
    #expect(wrong.status == 64)
    #expect(wrong.stderr.contains("'yesterday'"))
  }

  @Test func `each change is a line of JSON`() throws {
    #expect(try crawl().status == 1)
    changeSite()
    #expect(try crawl().status == 0)
    let lines = try changes("--json").split(separator: "\n")
    #expect(
      lines.first
        == #"{"change":"new","url":"SITE/late.png","file":"images/HOST/late.png"}"#)
    #expect(
      lines.last
        == #"{"change":"moved","url":"SITE/d.png","file":"images/HOST/d.png","moved_to":"SITE/moved.png"}"#
    )
    #expect(try objects(lines.joined(separator: "\n")).count == 5)
  }

  @Test func `after the first crawl every image is new`() throws {
    #expect(try crawl().status == 1)
    #expect(
      try changes() == """
        new      SITE/a.png  images/HOST/a.png
        new      SITE/b.png  images/HOST/b.png
        new      SITE/c.png  images/HOST/c.png
        new      SITE/d.png  images/HOST/d.png

        """)
  }

  @Test func `an image that failed and is stored by a retry is new`() throws {
    #expect(try crawl().status == 1)
    site.change(["/late.png": .picture("late")])
    let retry = try crawl("--retry-failed")
    #expect(retry.status == 0)
    #expect(retry.err == "Trying 1 failed address again.\n")
    #expect(retry.out.hasPrefix("Complete: 1 failed address tried again, 1 image stored in T.\n"))
    #expect(try changes() == "new      SITE/late.png  images/HOST/late.png\n")
  }

  @Test func `a file that was lost and is fetched again is no change`() throws {
    #expect(try crawl().status == 1)
    let file = try #require(folder.contents().first { $0.hasSuffix("/a.png") })
    try FileManager.default.removeItem(at: folder.file(file))
    let refresh = try crawl()
    #expect(refresh.out.contains("1 stored file was missing or damaged"))
    #expect(refresh.out.contains("0 new, 0 changed, 0 gone, 0 moved."))
    #expect(try changes().isEmpty)
  }

  @Test func `of many changes the summary has ten of each kind`() throws {
    let names = (0..<14).map { "/n\($0).png" }
    #expect(try crawl().status == 1)
    var routes: [String: Behaviour] = ["/": .page(images: names)]
    for name in names { routes[name] = .picture(name) }
    site.change(routes)
    let refresh = try crawl()
    #expect(refresh.out.split(separator: "\n").count { $0.hasPrefix("  new ") } == 10)
    #expect(
      refresh.out.contains("\n  and 4 more new\nmagpie changes out lists all of them.\n"))
    #expect(try changes().split(separator: "\n").count == 14)
  }

  @Test func `the live line counts what the run does, and never backwards`() throws {
    // A page that names its icon, so that /favicon.ico is not requested.
    let icon = "<link rel=icon href=/a.png>"
    let images = ["b", "c", "d", "late"].map { "<img src=/\($0).png>" }.joined()
    site.change(["/late.png": .picture("late"), "/": .html(icon + images)])
    #expect(try crawl("--no-sitemaps").status == 0)
    // Half of them wait until the line was seen, in whatever order they are requested.
    let gate = DispatchSemaphore(value: 0)
    defer { gate.signal() }
    site.change(["/": .html(icon + "<img src=/new.png>"), "/new.png": .picture("new")])
    for name in ["c", "d", "late"] {
      site.change([
        "/\(name).png": .decide { _ in
          gate.wait()
          gate.signal()
          return .picture(name)
        }
      ])
    }
    let magpie = try RunningMagpie(
      [site.url("/"), "--no-sitemaps", "--progress", "always"], in: folder)
    #expect(magpie.waitForText("3 of 6 checked"))
    gate.signal()
    #expect(magpie.wait() == 0)
    let counts = magpie.stderr.matches(of: /([0-9]+) of 6 checked/).compactMap { Int($0.1) }
    #expect(counts == counts.sorted())
    #expect(counts.contains(3))
    #expect(!magpie.stderr.contains("-"), "no negative rate")
  }
}
