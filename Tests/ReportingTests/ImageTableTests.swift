import Addressing
import CrawlModel
import Files
import FoundationEssentials
import Reporting
import Testing

/// The exported tables: the same columns and types in every row.
struct ImageTableTests {
  /// A row with everything, and one with next to nothing.
  private let full: ManifestEntry
  private let bare: ManifestEntry

  init() throws {
    let page = try WebAddress("https://a.org/page")
    full = {
      var entry = ManifestEntry(
        key: .address(page), status: .gone, reason: .failed(.dns), file: "images/a.jpg",
        sha256: "00", bytes: 7, format: .jpeg, width: 3, height: 4, contentType: "image/jpeg",
        httpStatus: 200, finalAddress: page, depth: 2, fetchedAt: Timestamp(seconds: 0),
        etag: "e", lastModified: "m",
        found: [
          FoundReference(page: page, via: Via("css[url]", .embedded)),
          FoundReference(
            page: page, via: Via("img[src]", .embedded),
            caption: Caption(
              alt: " Two\n birds ", title: "T", caption: "C", heading: "H", linkText: "L", width: 1,
              height: 2, sizes: "9vw"), pageTitle: "P", language: "de"),
        ], replacedBy: "images/b.jpg", movedTo: .address(page))
      entry.error = "Could not resolve host"
      entry.isAnimated = true
      entry.orientation = 6
      entry.isTruncated = true
      entry.optOuts = [
        OptOut(.noai, in: .meta, of: page, value: "noai"),
        OptOut(.noimageai, in: .meta, of: page, value: "noai"),
        OptOut(.noai, in: .header, of: page, value: "noai"),
      ]
      return entry
    }()
    bare = ManifestEntry(
      key: .address(page), status: .skipped,
      found: [FoundReference(page: page, via: Via("img[src]", .embedded))])
  }

  private func text(_ format: ExportFormat, _ entries: [ManifestEntry]) throws -> String {
    var bytes: [UInt8] = []
    var next = entries.makeIterator()
    _ = try ImageExport.write(format, of: NoFiles(), { next.next() }) { piece in
      for index in piece.indices { bytes.append(piece[index]) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The names and types of the values of a line of JSON, in order.
  private func shape(_ line: Substring) -> String {
    var shape = ""
    var isString = false
    var isEscaped = false
    for character in line {
      if isEscaped { isEscaped = false; continue }
      if character == "\\" { isEscaped = true; continue }
      if character == "\"" {
        isString.toggle()
        shape += "\""
      } else if !isString, !"falsetrue0123456789".contains(character) {
        shape.append(character)
      } else if !isString, shape.last == ":" {
        shape += character.isNumber ? "0" : "f"
      }
    }
    return shape
  }

  @Test func `every line has the same fields with the same types`() throws {
    var one = full
    one.found = [full.found[1]]
    let lines = try text(.jsonl, [one, bare]).split(separator: "\n")
    try #require(lines.count == 2)
    #expect(shape(lines[0]) == shape(lines[1]))
    #expect(!lines[1].contains("null"))
    #expect(lines[0].contains(#""reason":"dns","error":"Could not resolve host","file":"#))
    #expect(lines[1].contains(#""caption":"","caption_from":"","status":"skipped""#))
    #expect(lines[1].contains(#""width":0,"height":0,"animated":false"#))
  }

  @Test func `the caption is the best text of any place, with where it is from`() throws {
    let line = try text(.jsonl, [full])
    #expect(line.contains(#""caption":"Two birds","caption_from":"alt""#))
    #expect(line.contains(#""page_title":"P","lang":"de","via":"img[src]""#))
    #expect(line.contains(#""opt_out_signals":"noai noimageai""#))
    var entry = full
    var sources: [String] = []
    for _ in BestCaption.Source.allCases {
      guard let best = BestCaption(entry.found) else { break }
      sources.append(best.source.rawValue)
      switch best.source {
      case .alt: entry.found[1].caption.alt = " "
      case .caption: entry.found[1].caption.caption = nil
      case .title: entry.found[1].caption.title = ""
      case .linkText: entry.found[1].caption.linkText = nil
      case .heading: entry.found[1].caption.heading = nil
      }
    }
    #expect(sources == ["alt", "caption", "title", "link_text", "heading"])
    #expect(BestCaption(entry.found) == nil)
  }

  @Test func `a table has all columns, none of which img2dataset makes itself`() throws {
    let header = try text(.csv, []).split(separator: "\r\n").first ?? ""
    let names = header.split(separator: ",").map(String.init)
    #expect(names.starts(with: ["url", "caption", "caption_from", "outcome"]))
    let own: Set = [
      "key", "status", "error_message", "width", "height", "original_width", "original_height",
      "exif",
    ]
    #expect(own.isDisjoint(with: names))
    #expect(Set(names).count == names.count)
    // Neither a comma nor a line end is in a field of these rows.
    for line in try text(.csv, [full, bare]).split(separator: "\r\n").dropFirst() {
      #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == names.count)
      #expect(!line.contains("\n"))
    }
  }
}

/// For exports that read no image.
private struct NoFiles: ImageFiles {
  func open(_ file: String, bytes: Int?) -> ReadableFile? { nil }
}
