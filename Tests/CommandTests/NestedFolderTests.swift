import Foundation
import TestSupport
import Testing

/// Output folders among the files of another crawl.
struct NestedFolderTests {
  private let site: LoopbackSite
  private let folder: TemporaryFolder
  private let crawl: String

  init() throws {
    site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    folder = try TemporaryFolder()
    crawl = folder.path + "/out"
    #expect(try Magpie.run([site.url("/"), "-o", crawl]).status == 0)
  }

  private func check(_ arguments: [String], exit status: Int32 = 73) throws {
    let before = try folder.contents().sorted()
    let requests = site.requests.count
    let outcome = try Magpie.run(arguments)
    #expect(outcome.status == status, "\(arguments): \(outcome.stderr)")
    #expect(outcome.stderr.contains("belongs to the crawl in \(crawl)"), "\(outcome.stderr)")
    #expect(outcome.stderr.contains("choose another place"))
    #expect(try folder.contents().sorted() == before)
    #expect(site.requests.count == requests)
  }

  @Test(arguments: [
    "images", "images/new", "images/a/b/../c", ".magpie", ".magpie/tmp/x", "warc/x",
    "x/../images/y",
  ])
  func `a crawl into the files of another crawl is refused`(place: String) throws {
    try check(["crawl", site.url("/"), "-o", "\(crawl)/\(place)"])
  }

  @Test func `the same holds for the other commands`() throws {
    try folder.write(site.url("/a.png"), to: "list")
    let place = crawl + "/images/new"
    try check(["fetch", folder.path + "/list", "-o", place])
    try check(["export", crawl, "--to", "imagefolder", place], exit: 64)
    try check(["export", crawl, "--to", "csv", place], exit: 64)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: crawl + "/images")
    try check(["crawl", site.url("/"), "-o", folder.path + "/link/new"])
  }

  @Test func `an export into the files of a crawl that is not its own is refused`() throws {
    let other = folder.path + "/other"
    #expect(try Magpie.run([site.url("/"), "-o", other]).status == 0)
    try check(["export", other, "--to", "csv", crawl + "/images/list.csv"], exit: 64)
    try check(["export", other, "--to", "zip", crawl + "/pages.jsonl"], exit: 64)
  }

  @Test(arguments: [".magpie/crawl.sqlite", "images/x.png", "summary.json"])
  func `metrics and cookies are not written among the files of a crawl`(file: String) throws {
    let (place, new) = ("\(crawl)/\(file)", folder.path + "/new")
    for option in ["--metrics", "--save-cookies"] {
      try check(["crawl", site.url("/"), "-o", crawl, option, place], exit: 64)
      try check(["crawl", site.url("/"), "-o", new, option, place], exit: 64)
    }
  }

  @Test func `a folder of one's own in the folder of a crawl is accepted`() throws {
    for place in ["mine", "mine/images", "pictures"] {
      let outcome = try Magpie.run([site.url("/"), "-o", "\(crawl)/\(place)"])
      // That of the second is among the files of the first.
      #expect(outcome.status == (place == "mine/images" ? 73 : 0), "\(outcome.stderr)")
    }
    #expect(try Magpie.run(["verify", crawl]).status == 0)
  }
}
