import Bytes
import CrawlModel
import Files

/// Finishes the files that an earlier run left open, and reads what all files have.
struct ArchiveRecovery {
  private static let suffix = ".warc.gz"

  private struct Capture {
    let address: String
    let date: Timestamp
    let digest: SHA256Digest
    let isSuccess: Bool
    let isRevisit: Bool
  }

  /// What is read of a file.
  private struct Contents {
    /// Whether it says of itself that it has this name.
    var isNamed = false
    var hasExchanges = false
    var captures: [Capture] = []
    /// The bytes of the addresses of the captures.
    var addressBytes = 0
    /// The end of the last whole record.
    var end = 0
    var isWhole = true
  }

  let folder: Folder

  /// Reads the files of the folder.
  ///
  /// - Parameter table: gets what they have.
  /// - Returns: a sentence for each file that is not as Magpie wrote it.
  /// - Throws: the error that prevents reading or finishing a file.
  func run(into table: inout RevisitTable) throws(FileError) -> [String] {
    var notes: [String] = []
    var captures: [Capture] = []
    for entry in try folder.names().sorted() where try folder.kind(of: entry) == .file {
      let isOpen = entry.hasSuffix(Self.suffix + WARCFile.openSuffix)
      guard isOpen || entry.hasSuffix(Self.suffix) else { continue }
      let name = isOpen ? String(entry.dropLast(WARCFile.openSuffix.count)) : entry
      let contents = try read(entry, named: name)
      if isOpen {
        // Other programs mark unfinished files in the same way.
        guard contents.isNamed || contents.end == 0 else { continue }
        try finish(entry, name, contents)
      } else if !contents.isWhole {
        notes.append(
          "\(folder.path(of: entry)) is damaged behind byte \(contents.end); it is left as it is, "
            + "and what it has behind that byte is not known to the archive.")
      }
      captures += contents.captures
    }
    // Files that are written at the same time refer to each other.
    for isRevisit in [false, true] {
      for capture in captures where capture.isRevisit == isRevisit {
        table.add(
          capture.address, at: capture.date, capture.digest, isSuccess: capture.isSuccess,
          isRevisit: isRevisit)
      }
    }
    return notes
  }

  /// Cuts an open file to its last whole record, and gives it its name.
  private func finish(
    _ entry: String, _ name: String, _ contents: Contents
  ) throws(FileError) {
    guard contents.hasExchanges else { return try folder.remove(entry) }
    let file = try AppendFile(entry, in: folder)
    try file.cut(to: contents.end)
    try file.synchronize()
    try folder.rename(entry, to: name)
  }

  /// Reads a file.
  ///
  /// The addresses that are kept take no more memory than the file takes on the disk. Another program
  /// may have written it, and long addresses can be compressed to little.
  private func read(_ entry: String, named name: String) throws(FileError) -> Contents {
    let reader = WARCReader()
    var contents = Contents()
    try folder.forEachPiece(of: entry) { piece in
      reader.read(piece) { record in
        let fields = record.fields
        switch fields["warc-type"].flatMap(WARCRecord.Kind.init) {
        case .warcinfo: contents.isNamed = fields["warc-filename"] == name
        case .response, .revisit:
          contents.hasExchanges = true
          guard fields["warc-truncated"] == nil, let address = fields["warc-target-uri"],
            let date = fields["warc-date"].flatMap({ Timestamp(rfc3339: $0) }),
            let digest = fields["warc-payload-digest"].flatMap({ SHA256Digest(label: $0) }),
            contents.addressBytes + address.utf8.count <= record.place.upperBound
          else { return }
          contents.addressBytes += address.utf8.count
          contents.captures.append(
            Capture(
              address: address, date: date, digest: digest,
              isSuccess: record.isSuccess,
              isRevisit: fields["warc-type"] == WARCRecord.Kind.revisit.rawValue))
        case .request, .metadata: contents.hasExchanges = true
        case nil: break
        }
      }
    }
    contents.end = reader.end
    contents.isWhole = reader.isWhole
    return contents
  }
}
