import Foundation
import TestSupport
import Testing

/// Files of the user in the output folder that have the names of Magpie's: they are never replaced
/// or removed.
struct OwnFilesTests {
  private let site: LoopbackSite
  private let folder: TemporaryFolder
  private var out: String { folder.path + "/out" }

  init() throws {
    site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    folder = try TemporaryFolder()
  }

  private func crawl() throws -> Shell.Outcome { try Magpie.run([site.url("/"), "-o", out]) }

  private func text(_ name: String) -> String? {
    try? String(contentsOf: folder.file("out/" + name), encoding: .utf8)
  }

  /// The contents of all files in the folder outside `.magpie` and `images`.
  private func texts() throws -> Set<String> {
    try Set(
      folder.contents().filter { !$0.hasPrefix("out/.magpie") && !$0.hasPrefix("out/images") }
        .compactMap { try? String(contentsOf: folder.file($0), encoding: .utf8) })
  }

  @Test func `further pages that Magpie did not write stay`() throws {
    for number in 2...4 { try folder.write("mine \(number)", to: "out/index-\(number).html") }
    for _ in 0..<2 {
      #expect(try crawl().status == 0)
      #expect(try Magpie.run(["gallery", out]).status == 0)
      for number in 2...4 { #expect(text("index-\(number).html") == "mine \(number)") }
    }
  }

  @Test(arguments: ["index.html", "index.js", "images.jsonl", "pages.jsonl", "summary.json"])
  func `a record that the user changed is kept under another name, and told once`(
    name: String
  ) throws {
    #expect(try crawl().status == 0)
    try folder.write("mine", to: "out/" + name)
    let second = try crawl()
    #expect(second.status == 0)
    #expect(second.stdout.contains("\(name) was changed since it was written"))
    #expect(try texts().contains("mine"))
    #expect(text(name) != "mine")
    let third = try crawl()
    #expect(!third.stdout.contains("changed since it was written"))
    #expect(try texts().contains("mine"))
    // The same text again must not take the place of the one kept.
    try folder.write("mine", to: "out/" + name)
    #expect(try crawl().status == 0)
    #expect(
      try folder.contents().count { file in
        (try? String(contentsOf: folder.file(file), encoding: .utf8)) == "mine"
      } == 2)
  }

  @Test func `a folder, a link and a removed page in the way are no trouble`() throws {
    #expect(try crawl().status == 0)
    let files = FileManager.default
    try files.removeItem(at: folder.file("out/index.html"))
    try folder.write("inside", to: "out/index.html/x")
    try files.removeItem(at: folder.file("out/summary.json"))
    try folder.write("target", to: "elsewhere")
    try files.createSymbolicLink(
      at: folder.file("out/summary.json"), withDestinationURL: folder.file("elsewhere"))
    try files.removeItem(at: folder.file("out/pages.jsonl"))
    #expect(try crawl().status == 0)
    #expect(try String(contentsOf: folder.file("elsewhere"), encoding: .utf8) == "target")
    #expect(try texts().contains("inside"))
    #expect(text("index.html")?.contains("<html") == true)
    #expect(text("summary.json")?.contains("\"ended\"") == true)
  }

  @Test func `the gallery command keeps a changed page and says so`() throws {
    #expect(try crawl().status == 0)
    try folder.write("mine", to: "out/index.html")
    let gallery = try Magpie.run(["gallery", out])
    #expect(gallery.status == 0 && gallery.stderr.contains("it is kept as edited-"))
    #expect(try texts().contains("mine"))
    let again = try Magpie.run(["gallery", out])
    #expect(again.stderr.isEmpty)
  }

  @Test func `other files of the user below images and in the folder of the state stay`() throws {
    #expect(try crawl().status == 0)
    for name in ["images/mine.png", ".magpie/mine", ".magpie/tmp/mine", "images/127.0.0.1/mine"] {
      try folder.write("mine", to: "out/" + name)
    }
    #expect(try crawl().status == 0)
    for name in ["images/mine.png", ".magpie/mine", ".magpie/tmp/mine", "images/127.0.0.1/mine"] {
      #expect(text(name) == "mine")
    }
  }

  @Test func `a file that got the name of one placed before a crash stays`() throws {
    #expect(try crawl().status == 0)
    let digest = String(repeating: "ab", count: 32)
    try folder.write("\(digest) images/mine.png\n", to: "out/.magpie/placed-a")
    try folder.write("mine", to: "out/images/mine.png")
    #expect(try crawl().status == 0)
    #expect(text("images/mine.png") == "mine")
  }

  @Test func `an image that the user changed is fetched again beside it`() throws {
    #expect(try crawl().status == 0)
    let image = try #require(try folder.contents().first { $0.hasSuffix("a.png") })
    try folder.write("mine", to: image)
    #expect(try crawl().status == 0)
    #expect(try String(contentsOf: folder.file(image), encoding: .utf8) == "mine")
    #expect(try folder.contents().count { $0.hasPrefix("out/images/") } == 2)
  }
}
