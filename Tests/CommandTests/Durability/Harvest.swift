import Foundation
import TestSupport
import Testing

/// The result of a crawl in its folder, without what depends on the order of events.
struct Harvest: Equatable {
  struct Image: Equatable {
    /// `kept` for stored images and duplicates: which is which depends on the order.
    let fate: String
    let sha256: String?
    /// The file, if no other address has the same bytes.
    let file: String?
    let finalAddress: String?
    let found: Set<String>
  }

  struct Page: Equatable {
    let fate: String
    let finalAddress: String?
    let links: Int?
    let images: Int?
    let title: String?
  }

  var images: [String: Image] = [:]
  var pages: [String: Page] = [:]
  let summary: [String: [String: AnyHashable]]

  /// Reads the folder of a completed crawl, and expects it to be consistent.
  ///
  /// `mayHaveLog` if the disk was too full to merge the journal's log.
  init(_ folder: URL, mayHaveLog: Bool = false) throws {
    func lines(_ name: String) throws -> [[String: Any]] {
      try objects(String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
    let imageLines = try lines("images.jsonl")
    let pageLines = try lines("pages.jsonl")
    let written = try #require(try lines("summary.json").first)
    summary = [
      "images": try Self.books(written["images"]), "pages": try Self.books(written["pages"]),
      "all": ["bytes": written["bytes"] as? Int, "ended": written["ended"] as? String],
    ]

    let stored = imageLines.filter { $0["status"] as? String == "stored" }
    let digests = Dictionary(grouping: imageLines.filter { $0["file"] != nil }) {
      $0["sha256"] as? String ?? ""
    }
    for line in imageLines {
      let url = try #require(line["url"] as? String)
      let digest = line["sha256"] as? String
      let isAlone = digests[digest ?? ""]?.count == 1
      let status = try #require(line["status"] as? String)
      let found = line["found"] as? [[String: Any]] ?? []
      #expect(images[url] == nil, "\(url) has two lines")
      images[url] = Image(
        fate: line["reason"] as? String
          ?? (["stored", "duplicate"].contains(status) ? "kept" : status),
        sha256: digest, file: isAlone ? line["file"] as? String : nil,
        finalAddress: line["final_url"] as? String,
        found: Set(found.map { "\($0["page"] ?? "") \($0["via"] ?? "")" }))
    }
    for line in pageLines {
      let url = try #require(line["url"] as? String)
      #expect(pages[url] == nil, "\(url) has two lines")
      pages[url] = Page(
        fate: try #require((line["reason"] ?? line["status"]) as? String),
        finalAddress: line["final_url"] as? String, links: line["links"] as? Int,
        images: line["images"] as? Int, title: line["title"] as? String)
    }

    for (digest, group) in digests {
      #expect(Set(group.compactMap { $0["file"] as? String }).count == 1, "\(digest) lies twice")
      #expect(group.count { $0["status"] as? String == "stored" } == 1)
    }
    #expect(stored.count == digests.count)
    try checkFiles(
      folder, digests.mapValues { $0[0]["file"] as? String ?? "" }, mayHaveLog: mayHaveLog)
  }

  /// Every file has its line and its bytes, and no incomplete file is left.
  private func checkFiles(
    _ folder: URL, _ files: [String: String], mayHaveLog: Bool
  ) throws {
    let contents = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      var isFolder: ObjCBool = false
      let path = folder.appending(path: $0).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
        && !(mayHaveLog && $0.hasPrefix(".magpie/crawl.sqlite-"))
    }
    #expect(Set(contents.filter { $0.hasPrefix("images/") }) == Set(files.values))
    #expect(
      Set(contents.filter { !$0.hasPrefix("images/") }) == [
        ".magpie/crawl.sqlite", ".magpie/lock", ".magpie/rules", "images.jsonl", "index.html",
        "index.js",
        "pages.jsonl",
        "summary.json",
      ])
    let sums = try Shell.run("sha256sum", ["--"] + files.values.sorted(), in: folder)
    for line in sums.stdout.split(separator: "\n") {
      #expect(files[String(line.prefix(64))] == String(line.dropFirst(66)), "\(line)")
    }
  }

  /// The counts of one kind, which must add up.
  private static func books(_ any: Any?) throws -> [String: AnyHashable] {
    let counts = try #require(any as? [String: Any])
    var flat: [String: AnyHashable] = [:]
    var sum = 0
    for (name, value) in counts {
      var numbers = value as? [String: Int] ?? [:]
      if let number = value as? Int { numbers[name] = number }
      for (word, number) in numbers { flat[word] = number }
      if name != "discovered" { sum += numbers.values.reduce(0, +) }
    }
    #expect(counts["discovered"] as? Int == sum)
    #expect(counts["pending"] as? Int == 0)
    return flat
  }
}
