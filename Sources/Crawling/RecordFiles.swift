import Bytes
import CrawlModel
import Files
import Reporting
import Scheduling

/// Writes the records of a crawl: the two manifests, the gallery and the summary.
struct RecordFiles {
  private let output: Folder
  private let temporary: Folder
  private let writer: ManifestWriter

  init(_ output: OutputFolder) {
    self.output = output.folder
    temporary = output.temporary
    writer = ManifestWriter(output: output.folder, temporary: output.temporary)
  }

  /// Writes all records; each file appears completely or not at all.
  ///
  /// - Returns: the digests of the manifests, so that a later run can detect changes to them.
  func write(
    _ records: any CrawlRecords, _ summary: CrawlSummary
  ) throws(CrawlError) -> [String: String] {
    do {
      return try place(records.records(), summary) { try records.records() }
    } catch {
      // Files placed before the error stay.
      try? output.synchronizeNames()
      if let error = error as? ReportError { throw CrawlError(error) }
      throw CrawlError(.disk, "\(error)")
    }
  }

  /// Writes all records, then flushes their names to the device once.
  private func place(
    _ records: FrontierRecords, _ summary: CrawlSummary, again: () throws -> FrontierRecords
  ) throws -> [String: String] {
    var survey = GallerySurvey()
    let pages = try writer.writePages { () throws(ReportError) in
      try Self.nextFinal(records.pages, seenBy: { survey.add($0) }) { $0.status == .pending }
    }
    while let outcome = try records.outcomes() { survey.add(outcome) }
    let images = try writeImages(records, Gallery(of: summary, survey), again: again)
    try writer.write(SummaryJSON.bytes(of: summary), as: "summary.json")
    try output.synchronizeNames()
    return [ManifestWriter.imagesName: images.hex, ManifestWriter.pagesName: pages.hex]
  }

  /// Writes the manifest of the images and the gallery, reading each entry once.
  ///
  /// If the disk has no room for both at once, the manifest is written first.
  private func writeImages(
    _ records: FrontierRecords, _ gallery: Gallery, again: () throws -> FrontierRecords
  ) throws -> SHA256Digest {
    do {
      var manifest = try writer.images()
      try writeGallery(gallery) { () throws(ReportError) in
        let entry = try Self.nextFinal(records.images) { $0.status == .pending }
        if let entry { try manifest.append(entry) }
        return entry
      }
      return try manifest.place()
    } catch let error as ReportError where error.code == .diskFull {
      let images = try again().images
      let digest = try writer.writeImages { () throws(ReportError) in
        try Self.nextFinal(images) { $0.status == .pending }
      }
      let shown = try again().images
      try writeGallery(gallery) { () throws(ReportError) in
        try Self.nextFinal(shown) { $0.status == .pending }
      }
      return digest
    }
  }

  /// The prefix of the names of the settings that contain the digests.
  static let writtenPrefix = "written."

  private static let manifests = [ManifestWriter.imagesName, ManifestWriter.pagesName]

  /// Renames manifests that were changed after an earlier run wrote them.
  ///
  /// - Parameter written: the digests of the manifests that the earlier run wrote.
  /// - Returns: a sentence for each renamed manifest.
  /// - Throws: the error that prevented renaming one.
  func keepEdited(_ written: [String: String]) throws(CrawlError) -> [String] {
    var notes: [String] = []
    for name in Self.manifests {
      guard let before = written[name], let now = digest(of: name), now != before else { continue }
      let other = "edited-\(now.prefix(8))-\(name)"
      do throws(FileError) { try output.rename(name, to: other) } catch {
        throw CrawlError(error)
      }
      notes.append(
        "\(name) was changed since it was written; the changed one is kept as \(other).")
    }
    return notes
  }

  private func digest(of name: String) -> String? {
    let digest = try? output.withFile(below: name) { SHA256Digest(of: $0).hex }
    return digest ?? nil
  }

  /// Writes only the gallery.
  func writeGallery(of records: FrontierRecords, _ summary: CrawlSummary) throws {
    var survey = GallerySurvey()
    while let page = try records.pages() { survey.add(page) }
    while let outcome = try records.outcomes() { survey.add(outcome) }
    try writeGallery(Gallery(of: summary, survey)) { () throws(ReportError) in
      try Self.nextFinal(records.images) { $0.status == .pending }
    }
    try output.synchronizeNames()
  }

  /// Writes the pages of the gallery, and removes extra pages of an earlier, larger gallery.
  private func writeGallery(
    _ gallery: Gallery, _ next: () throws(ReportError) -> ManifestEntry?
  ) throws {
    var gallery = gallery
    for number in 1...gallery.pageCount {
      let name = Gallery.fileName(ofPage: number)
      var file: AtomicFile
      do throws(FileError) { file = try AtomicFile(name, in: output, staging: temporary) } catch {
        throw ReportError(error, writing: name)
      }
      try gallery.writePage(number, next: next) { piece throws(ReportError) in
        do throws(FileError) { try file.append(piece) } catch {
          throw ReportError(error, writing: name)
        }
      }
      do throws(FileError) { try file.place() } catch { throw ReportError(error, writing: name) }
    }
    var stale = gallery.pageCount + 1
    while try output.kind(of: Gallery.fileName(ofPage: stale)) == .file {
      try output.remove(Gallery.fileName(ofPage: stale))
      stale += 1
    }
  }

  /// Returns the next record that is not pending.
  private static func nextFinal<Entry>(
    _ read: EntryReader<Entry>, seenBy see: (Entry) -> Void = { _ in },
    isPending: (Entry) -> Bool
  ) throws(ReportError) -> Entry? {
    do throws(FrontierError) {
      while let entry = try read() {
        see(entry)
        if !isPending(entry) { return entry }
      }
      return nil
    } catch {
      throw ReportError(code: .inputOutput, message: error.message)
    }
  }
}

extension CrawlError {
  init(_ error: ReportError) {
    switch error.code {
    case .diskFull, .inputOutput: self.init(.disk, error.description)
    case .notWritable, .refused: self.init(.outputFolder, error.description)
    }
  }
}
