import Foundation
import GRDB
import TestSupport
import Testing

/// Uniting the folders of a shared crawl.
@Suite(.enabled(if: LocalRedis.isAvailable), .serialized)
struct MergeTests {
  /// A crawl by two nodes that has ended.
  fileprivate struct Crawl {
    let sites: MixedSites
    let redis: LocalRedis
    let nodes: [RunningMagpie]
    let place: TemporaryFolder

    init(_ options: [String] = []) throws {
      redis = try LocalRedis()
      sites = try MixedSites(8)
      place = try TemporaryFolder()
      let line = sites.arguments(redis) + options
      nodes = try (0..<2).map { _ in try RunningMagpie(line) }
      // The sites have something that fails, which either of them may meet.
      for node in nodes { #expect([0, 1].contains(node.wait()), "\(node.stderr)") }
    }

    var out: String { place.path + "/merged" }
    var folders: [String] { nodes.map { $0.folder.path + "/out" } }

    func merge(_ folders: [String]? = nil) throws -> Shell.Outcome {
      try Magpie.run(["merge", out] + (folders ?? self.folders))
    }

    func expectWhole() throws {
      let verified = try Magpie.run(["verify", out])
      #expect(verified.status == 0, "\(verified.stdout)\(verified.stderr)")
    }
  }

  @Test func `the merged folder is that of one machine`() throws {
    let crawl = try Crawl()
    let merged = try crawl.merge()
    #expect(merged.status == 0, "\(merged.stderr)")
    try crawl.expectWhole()
    let alone = try RunningMagpie(crawl.sites.arguments)
    #expect(alone.wait() == 1)
    let (here, there) = (
      try FolderFacts(of: crawl.out), try FolderFacts(of: alone.folder.path + "/out")
    )
    #expect(here.images == there.images)
    #expect(here.pages == there.pages)
    #expect(here.images.count > 30 && here.pages.count > 20)
    for record in ["index.html", "images.jsonl", "pages.jsonl", "summary.json"] {
      #expect(FileManager.default.fileExists(atPath: crawl.out + "/" + record))
    }
    // Files have second names and take no more space.
    let files = try FileManager.default.subpathsOfDirectory(atPath: crawl.out + "/images")
      .filter { $0.hasSuffix(".png") }
    #expect(files.count == 8 * 3 + 1)
    for file in files {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: crawl.out + "/images/" + file)
      #expect(attributes[.referenceCount] as? Int == 2)
    }
  }

  @Test func `the merged folder can be read and refreshed`() throws {
    let crawl = try Crawl()
    #expect(try crawl.merge().status == 0)
    let image = crawl.sites.sites[3].url("/shown.png")
    let explained = try Magpie.run(["explain", crawl.out, image])
    #expect(explained.stdout.contains(crawl.sites.sites[2].url("/")), "\(explained.stdout)")
    #expect(try Magpie.run(["gallery", crawl.out]).status == 0)
    let status = try Magpie.run(["status", crawl.out, "--json"]).stdout
    #expect(try objects(status).first?["state"] as? String == "complete")
    let before = try FolderFacts(of: crawl.out)
    let refreshed = try Magpie.run(["resume", crawl.out])
    #expect(refreshed.status == 1, "\(refreshed.stderr)")
    try crawl.expectWhole()
    #expect(try FolderFacts(of: crawl.out).images.keys == before.images.keys)
    // That would be lost.
    let again = try crawl.merge()
    #expect(again.status == 73 && again.stderr.contains("refreshed since"), "\(again.stderr)")
  }

  @Test func `a merge can be repeated, while the crawl runs and after it`() throws {
    let redis = try LocalRedis()
    let sites = try MixedSites(6, pause: .milliseconds(20))
    let place = try TemporaryFolder()
    let nodes = try (0..<2).map { _ in try RunningMagpie(sites.arguments(redis)) }
    #expect(nodes[0].waitForRequests(4, at: sites.sites[0]))
    let line = ["merge", place.path + "/merged"] + nodes.map { $0.folder.path + "/out" }
    let early = try Magpie.run(line + ["--json"])
    #expect(early.status == 0, "\(early.stderr)")
    #expect(try Magpie.run(["verify", place.path + "/merged"]).status == 0)
    for node in nodes { #expect([0, 1].contains(node.wait()), "\(node.stderr)") }
    let late = try Magpie.run(line + ["--json"])
    #expect(late.status == 0, "\(late.stderr)")
    let counts = try objects(late.stdout).first
    #expect(counts?["state"] as? String == "complete" && counts?["waiting"] as? Int == 0)
    #expect(try Magpie.run(["verify", place.path + "/merged"]).status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["merged"])
  }

  @Test func `a node that is missing is named, and what it had can be fetched`() throws {
    let crawl = try Crawl()
    let half = try crawl.merge([crawl.folders[0]])
    #expect(half.status == 1)
    #expect(half.stderr.contains(crawl.folders[1]), "\(half.stderr)")
    try crawl.expectWhole()
    let resumed = try Magpie.run(["resume", crawl.out])
    #expect(resumed.status == 1, "\(resumed.stderr)")
    let whole = try Crawl.facts(crawl)
    #expect(try FolderFacts(of: crawl.out).images.keys == whole.images.keys)
  }

  @Test func `files that are missing or damaged are fetched again`() throws {
    let crawl = try Crawl()
    var harmed = 0
    for folder in crawl.folders {
      let files = try FileManager.default.subpathsOfDirectory(atPath: folder + "/images")
        .filter { $0.hasSuffix("own.png") }.sorted()
      guard let first = files.first else { continue }
      let file = URL(filePath: folder + "/images/" + first)
      if harmed == 0 {
        try FileManager.default.removeItem(at: file)
      } else {
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 0xff
        try bytes.write(to: file)
      }
      harmed += 1
    }
    let merged = try crawl.merge()
    #expect(merged.status == 1 && merged.stderr.contains("missing or damaged"), "\(merged.stderr)")
    try crawl.expectWhole()
    #expect(try Magpie.run(["resume", crawl.out]).status == 1)
    try crawl.expectWhole()
    let images = try FolderFacts(of: crawl.out).images
    #expect(images.filter { $0.key.hasSuffix("/own.png") }.count == 8)
    #expect(
      images.filter { $0.key.hasSuffix("/own.png") }.allSatisfy { $0.value.hasPrefix("stored") })
  }

  @Test func `the same name for other bytes gets another name`() throws {
    let crawl = try Crawl(["--layout", "flat"])
    #expect(try crawl.merge().status == 0)
    try crawl.expectWhole()
    let names = try FileManager.default.contentsOfDirectory(atPath: crawl.out + "/images")
    #expect(names.count == 8 * 3 + 1)
  }

  @Test func `folders that do not belong together are refused`() throws {
    let crawl = try Crawl()
    func refusal(_ folders: [String], _ status: Int32, _ text: String) throws {
      let outcome = try crawl.merge(folders)
      #expect(outcome.status == status && outcome.stderr.contains(text), "\(outcome.stderr)")
      #expect(try crawl.place.contents().isEmpty)
    }
    let first = crawl.folders[0]
    try refusal([first, first + "/"], 64, "given twice")
    try refusal([first, first + "/../out/."], 64, "given twice")
    let alone = try CrawledSite()
    try refusal([first, alone.path], 64, "not the folder of a node")
    let other = try Crawl()
    try refusal([first, other.folders[0]], 64, "different crawls")
    try refusal([first, crawl.nodes[0].folder.path], 73, "no crawl")
    let inside = try Magpie.run(["merge", first + "/merged", first])
    #expect(inside.status == 64 && inside.stderr.contains("is inside"), "\(inside.stderr)")
    let among = try Magpie.run(["merge", alone.path + "/images/merged"] + crawl.folders)
    #expect(among.status == 73 && among.stderr.contains("belongs to the crawl"), "\(among.stderr)")
    // The pages of its journal are damaged.
    let journal = URL(filePath: crawl.folders[1] + "/.magpie/crawl.sqlite")
    var bytes = try Data(contentsOf: journal)
    for index in 4096..<min(bytes.count, 40_000) { bytes[index] = 0x5a }
    try bytes.write(to: journal)
    try refusal(crawl.folders, 74, crawl.folders[1])
  }

  @Test(arguments: [
    "UPDATE result SET status = 'what'", "UPDATE content SET bytes = 9223372036854775807",
    "UPDATE reference SET alt = printf('%.5000000c', 'a')",
    "UPDATE address SET url = 'nowhere' WHERE kind = 'image'",
  ])
  func `the folder whose records are damaged is named`(change: String) throws {
    let crawl = try Crawl()
    // Which of them has what counts is chance.
    for folder in crawl.folders {
      let queue = try DatabaseQueue(path: folder + "/.magpie/crawl.sqlite")
      try queue.write { db in try db.execute(sql: change) }
      try queue.close()
    }
    let merged = try crawl.merge()
    #expect(merged.status == 74, "\(merged.stderr)")
    let isNamed = crawl.folders.contains { merged.stderr.contains($0 + "/.magpie/crawl.sqlite") }
    #expect(isNamed, "\(merged.stderr)")
    #expect(merged.stderr.contains("damaged") && !merged.stderr.contains(".part"))
    #expect(try crawl.place.contents().isEmpty)
  }

  @Test func `what a user has put into the merged folder is not lost`() throws {
    let crawl = try Crawl()
    #expect(try crawl.merge().status == 0)
    let note = URL(filePath: crawl.out + "/images/note.txt")
    try Data("mine".utf8).write(to: note)
    let refused = try crawl.merge()
    #expect(refused.status == 73 && refused.stderr.contains("note.txt"), "\(refused.stderr)")
    try FileManager.default.removeItem(at: note)
    let page = URL(filePath: crawl.out + "/index.html")
    try Data("mine".utf8).write(to: page)
    #expect(try crawl.merge().status == 73)
    #expect(try String(contentsOf: page, encoding: .utf8) == "mine")
  }

  @Test(arguments: ["image", "rules"])
  func `what a user has changed in the merged folder is not lost`(what: String) throws {
    let crawl = try Crawl()
    #expect(try crawl.merge().status == 0)
    let images = try FileManager.default.subpathsOfDirectory(atPath: crawl.out + "/images")
    let image = try #require(images.first { $0.hasSuffix("own.png") })
    let file = URL(
      filePath: crawl.out + (what == "rules" ? "/.magpie/rules" : "/images/\(image)"))
    // The image has a second name in the folder of its node.
    try? FileManager.default.removeItem(at: file)
    try Data("mine".utf8).write(to: file)
    let refused = try crawl.merge()
    #expect(refused.status == 73 && refused.stderr.contains(file.path), "\(refused.stderr)")
    #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
  }

  @Test func `a crawl with the name of the unfinished folder is not lost`() throws {
    let crawl = try Crawl()
    let other = try CrawledSite()
    let part = crawl.out + ".part"
    try FileManager.default.copyItem(atPath: other.path, toPath: part)
    let refused = try crawl.merge()
    #expect(refused.status == 73 && refused.stderr.contains(part), "\(refused.stderr)")
    #expect(try Magpie.run(["verify", part]).status == 0)
    // Nor is one whose journal is damaged or gone.
    try Data("damaged".utf8).write(to: URL(filePath: part + "/.magpie/crawl.sqlite"))
    #expect(try crawl.merge().status == 73)
    try FileManager.default.removeItem(atPath: part + "/.magpie")
    #expect(try crawl.merge().status == 73)
    // What a merge has left is removed.
    try FileManager.default.removeItem(atPath: part)
    #expect(try crawl.merge().status == 0)
    try FileManager.default.moveItem(atPath: crawl.out, toPath: part)
    #expect(try crawl.merge().status == 0)
    try crawl.expectWhole()
    #expect(try FileManager.default.contentsOfDirectory(atPath: crawl.place.path) == ["merged"])
  }
}

extension MergeTests.Crawl {
  /// The records of the whole crawl.
  fileprivate static func facts(_ crawl: MergeTests.Crawl) throws -> FolderFacts {
    let whole = crawl.place.path + "/whole"
    #expect(try Magpie.run(["merge", whole] + crawl.folders).status == 0)
    return try FolderFacts(of: whole)
  }
}
