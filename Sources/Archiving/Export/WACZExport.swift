import Addressing
import Archives
import Bytes
public import CrawlModel
public import Files

/// Writes an archive with its index and the list of its pages as one file (WACZ 1.1.1).
public struct WACZExport {
  private static let pieceSize = 1 << 20

  /// A file in the package, as its description lists it.
  private struct Resource {
    let path: String
    let byteCount: Int
    let digest: SHA256Digest
  }

  private let writer: ArchiveWriter
  private let write: (Span<UInt8>) throws -> Void
  private let index: SortedLines
  private var resources: [Resource] = []
  private var captures = PageCaptures()
  private var unlisted = 0

  /// Writes the whole files of the archive of a crawl.
  ///
  /// - Parameters:
  ///   - output: the output folder of the crawl.
  ///   - seed: the first seed of the crawl; `nil` for a list.
  ///   - pages: returns one page after the other, then `nil`.
  ///   - write: receives the bytes piece by piece.
  /// - Returns: the number of files of the archive, and of its records in the index.
  /// - Throws: what `pages` or `write` threw, why a file could not be read, or that there is none.
  public static func write(
    of output: Folder, seed: String?, _ pages: () throws -> PageEntry?,
    to write: @escaping (Span<UInt8>) throws -> Void
  ) throws -> ExportCounts {
    let names = try WholeArchive.names(in: output)
    guard let folder = try WholeArchive.folder(in: output), !names.isEmpty else {
      throw WACZError(.noArchive, "\(output.path) has no archive; crawl with --warc.")
    }
    var export = try WACZExport(to: write)
    for name in names { try export.add(name, in: folder) }
    try export.addIndex()
    try export.addPages(pages)
    try export.finish(seed)
    var counts = ExportCounts()
    counts.files = names.count
    counts.records = export.captures.recordCount
    counts.unlisted = export.unlisted
    return counts
  }

  private init(to write: @escaping (Span<UInt8>) throws -> Void) throws {
    writer = try ArchiveWriter(.zip)
    self.write = write
    index = SortedLines(in: try Folder.open(Folder.temporaryPath))
  }

  /// Copies a file of the archive, and indexes it on the way.
  private mutating func add(_ name: String, in folder: Folder) throws {
    let byteCount = try folder.byteCount(of: name) ?? 0
    let path = "archive/\(name)"
    try writer.begin(path, byteCount: byteCount)
    let reader = WARCReader(keepingBlock: IndexLine.blockBytes)
    var digest = Digest()
    var problem: (any Error)?
    var (lines, unlisted) = ([IndexLine](), 0)
    try folder.forEachPiece(of: name) { piece in
      digest.update(piece)
      _ = reader.read(piece) { record in
        guard record.isAnswer else { return }
        if let line = IndexLine(record, in: name) { lines.append(line) } else { unlisted += 1 }
      }
      do {
        for line in lines {
          captures.add(line)
          try index.add(line.bytes)
        }
        lines.removeAll(keepingCapacity: true)
        try writer.append(piece)
        try drain(above: Self.pieceSize)
      } catch {
        problem = error
      }
      return problem == nil && !reader.isDamaged
    }
    if let problem { throw problem }
    self.unlisted += unlisted
    guard reader.isWhole else {
      throw WACZError(
        .damaged,
        "\(folder.path(of: name)) is damaged behind byte \(reader.end); move it out of the folder.")
    }
    try writer.end()
    resources.append(Resource(path: path, byteCount: byteCount, digest: digest.finish()))
  }

  private mutating func addIndex() throws {
    let lines = index
    try add("indexes/index.cdx", byteCount: lines.byteCount) { try lines.forEach($0) }
  }

  private mutating func addPages(_ next: () throws -> PageEntry?) throws {
    let list = SortedLines(in: try Folder.open(Folder.temporaryPath))
    var number = 0
    var text = JSONWriter()
    text.object {
      $0.member("format", "json-pages-1.0")
      $0.member("id", "pages")
      $0.member("title", "Pages")
    }
    text.endLine()
    let header = text.take()
    while let page = try next() {
      guard let (address, date) = captures.place(of: page) else { continue }
      number += 1
      text.object {
        // In this form the numbers sort as texts.
        $0.member("id", "page-\(1_000_000_000 + number)")
        $0.member("url", address)
        $0.member("ts", date.rfc3339)
        $0.member("title", page.title)
      }
      text.endLine()
      try list.add(text.take())
    }
    try add("pages/pages.jsonl", byteCount: header.count + list.byteCount) { add in
      try add(header[...])
      try list.forEach(add)
    }
  }

  /// Adds a file that is made here.
  private mutating func add(
    _ path: String, byteCount: Int, _ fill: ((ArraySlice<UInt8>) throws -> Void) throws -> Void
  ) throws {
    var digest = Digest()
    try writer.begin(path, byteCount: byteCount)
    try fill { bytes in
      digest.update(bytes.span)
      try writer.append(bytes.span)
      try drain(above: Self.pieceSize)
    }
    try writer.end()
    resources.append(Resource(path: path, byteCount: byteCount, digest: digest.finish()))
  }

  /// Adds the description of the package, and its digest.
  private mutating func finish(_ seed: String?) throws {
    var text = JSONWriter()
    text.object { object in
      object.member("profile", "data-package")
      object.member("wacz_version", "1.1.1")
      object.member("title", seed)
      object.member("mainPageUrl", seed)
      object.member("software", "magpie/\(MagpieVersion.current)")
      // The time of the archive, not of the export: the same archive gives the same bytes.
      object.member("created", captures.latest?.rfc3339)
      object.array("resources") { list in
        for resource in resources {
          list.object {
            $0.member("name", resource.path.split(separator: "/").last.map { $0.lowercased() })
            $0.member("path", resource.path)
            $0.member("hash", resource.digest.label)
            $0.member("bytes", resource.byteCount)
          }
        }
      }
    }
    let description = text.take()
    let digest = SHA256Digest(of: description.span)
    text.object {
      $0.member("path", "datapackage.json")
      $0.member("hash", digest.label)
    }
    let sum = text.take()
    try add("datapackage.json", byteCount: description.count) { try $0(description[...]) }
    try add("datapackage-digest.json", byteCount: sum.count) { try $0(sum[...]) }
    try writer.finish()
    try drain(above: 0)
  }

  private func drain(above limit: Int) throws {
    if writer.waiting > limit { try writer.drain(write) }
  }
}
