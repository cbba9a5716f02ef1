import CrawlModel
import Files
import Reporting
import Scheduling

/// Writes the records of a crawl: the two manifests, the gallery and the summary.
struct RecordFiles {
  private let output: Folder
  private let locked: OutputFolder
  private let own: OwnFiles
  private let writer: ManifestWriter
  /// Where images are that are not in the folder.
  private let bucket: BucketPages?

  /// The setting with what the web addresses of images in a bucket begin with.
  static let webName = "store.web"

  /// Makes a value for an output folder, its files and its journal.
  ///
  /// - Throws: `FrontierError` if the journal cannot be read.
  init(_ output: OutputFolder, _ own: OwnFiles, of journal: Journal) throws(FrontierError) {
    if let store = try journal.identity["store"], let web = try journal.setting(Self.webName) {
      bucket = BucketPages(address: store + "/", web: web)
    } else {
      bucket = nil
    }
    self.output = output.folder
    locked = output
    self.own = own
    writer = ManifestWriter(
      RecordFolder(output: output.folder, temporary: output.temporary) {
        name, digest throws(ReportError) in
        do {
          try own.announce(name, digest)
        } catch let error as FileError {
          throw ReportError(error, writing: name)
        } catch {
          let isFull = (error as? FrontierError)?.code == .diskFull
          throw ReportError(code: isFull ? .diskFull : .inputOutput, message: "\(error)")
        }
      })
  }

  /// Writes all records; each file appears completely or not at all.
  ///
  /// - Returns: a sentence for each of the user's files that had the name of a record.
  func write(_ records: any CrawlRecords, _ summary: CrawlSummary) throws(CrawlError) -> [String] {
    // Another process may be writing the gallery.
    let turn = locked.recordsTurn()
    defer { withExtendedLifetime(turn) {} }
    do {
      try place(records.records(), summary) { try records.records() }
      try own.settle()
      return own.notes
    } catch {
      // Files placed before the error stay.
      try? output.synchronizeNames()
      throw CrawlError(any: error)
    }
  }

  /// Writes all records, then flushes their names to the device once.
  private func place(
    _ records: FrontierRecords, _ summary: CrawlSummary, again: () throws -> FrontierRecords
  ) throws {
    var survey = GallerySurvey()
    survey.passStartedAt = records.passStartedAt
    try writer.writePages { () throws(ReportError) in
      try Self.nextFinal(records.pages, seenBy: { survey.add($0) }) { $0.status == .pending }
    }
    while let outcome = try records.outcomes() { survey.add(outcome) }
    let gallery = summary.collectedNothing ? nil : Gallery(of: summary, survey, bucket: bucket)
    try writeImages(records, gallery, again: again)
    var file = try writer.folder.file(ManifestWriter.summaryName)
    try SummaryJSON.write(summary) { piece throws(ReportError) in try file.append(piece) }
    try file.place()
    try output.synchronizeNames()
  }

  /// Writes the manifest of the images and the gallery, if any, reading each entry once.
  ///
  /// If the disk has no room for both at once, the manifest is written first.
  private func writeImages(
    _ records: FrontierRecords, _ gallery: Gallery?, again: () throws -> FrontierRecords
  ) throws {
    guard let gallery else {
      try writer.writeImages { () throws(ReportError) in
        try Self.nextFinal(records.images) { $0.status == .pending }
      }
      return
    }
    do {
      var manifest = try writer.images()
      try writeGallery(gallery) { () throws(ReportError) in
        let entry = try Self.nextFinal(records.images) { $0.status == .pending }
        if let entry { try manifest.append(entry) }
        return entry
      }
      try manifest.place()
    } catch let error as ReportError where error.code == .diskFull {
      let images = try again().images
      try writer.writeImages { () throws(ReportError) in
        try Self.nextFinal(images) { $0.status == .pending }
      }
      let shown = try again().images
      try writeGallery(gallery) { () throws(ReportError) in
        try Self.nextFinal(shown) { $0.status == .pending }
      }
    }
  }

  /// Writes only the gallery.
  ///
  /// - Parameters:
  ///   - filter: which images are shown; those without a file are listed in any case.
  ///   - summary: the summary that it shows.
  ///   - isRunning: whether the crawl is still running.
  ///   - records: returns readers of all records.
  /// - Returns: a sentence for each of the user's files that had the name of a page.
  /// - Throws: the error that prevented reading or writing.
  func writeGallery(
    of filter: ImageFilter, _ summary: CrawlSummary, isRunning: Bool,
    _ records: () throws -> FrontierRecords
  ) throws -> [String] {
    var survey = GallerySurvey()
    survey.isRunning = isRunning
    let counted = try records()
    survey.passStartedAt = counted.passStartedAt
    while let page = try counted.pages() { survey.add(page) }
    func isLeftOut(_ entry: ManifestEntry) -> Bool {
      entry.status == .pending || (entry.file != nil && !filter.accepts(entry))
    }
    while let entry = try counted.images() {
      guard !isLeftOut(entry) else { continue }
      survey.add(entry.outcome)
    }
    let shown = try records()
    try writeGallery(Gallery(of: summary, survey, bucket: bucket)) { () throws(ReportError) in
      try Self.nextFinal(shown.images, isPending: isLeftOut)
    }
    try output.synchronizeNames()
    try own.settle()
    return own.notes
  }

  /// Writes the pages of the gallery, and removes extra pages of an earlier, larger gallery.
  private func writeGallery(
    _ gallery: Gallery, _ next: () throws(ReportError) -> ManifestEntry?
  ) throws {
    var gallery = gallery
    var index: RecordFile?
    for number in 1...gallery.pageCount {
      let (part, page) = (number - 1).quotientAndRemainder(dividingBy: Gallery.pagesPerIndexPart)
      if page == 0, gallery.indexParts > 1 {
        try index.take()?.place()
        index = try writer.folder.file(Gallery.fileName(ofIndexPart: part + 1))
      }
      var file = try writer.folder.file(Gallery.fileName(ofPage: number))
      try gallery.writePage(number, next: next) { piece throws(ReportError) in
        try file.append(piece)
      }
      try file.place()
      try index?.append(gallery.indexOfPage().span)
    }
    try index.take()?.place()
    if gallery.indexParts > 0 {
      try writer.folder.write(gallery.firstIndexPart(), as: Gallery.fileName(ofIndexPart: 0))
    }
    var stale = gallery.pageCount + 1
    while try own.remove(Gallery.fileName(ofPage: stale)) { stale += 1 }
    stale = gallery.indexParts
    while try own.remove(Gallery.fileName(ofIndexPart: stale)) { stale += 1 }
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
