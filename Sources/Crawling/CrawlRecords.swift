import Addressing
import CrawlModel
import Files
import Reporting
import Scheduling
import Storing

/// Writes what a crawl leaves beside the images: the two manifests, the gallery and the summary.
struct CrawlRecords {
  private let output: Folder
  private let temporary: Folder
  private let writer: ManifestWriter

  init(_ output: OutputFolder) {
    self.output = output.folder
    temporary = output.temporary
    writer = ManifestWriter(output: output.folder, temporary: output.temporary)
  }

  /// Writes them all; each file appears whole or not at all.
  func write(_ frontier: any Frontier, _ summary: CrawlSummary) throws(CrawlError) {
    do {
      let images = try frontier.imageEntries()
      try writer.writeImages { () throws(StoreError) in
        try Self.nextFinal(images) { $0.status == .pending }
      }
      let pages = try frontier.pageEntries()
      try writer.writePages { () throws(StoreError) in
        try Self.nextFinal(pages) { $0.status == .pending || $0.reason == .skipped(.aside) }
      }
      try writeGallery(frontier, summary)
      try writer.write(SummaryJSON.bytes(of: summary), as: "summary.json")
    } catch let error as StoreError {
      throw CrawlError(error)
    } catch {
      throw CrawlError(.disk, "\(error)")
    }
  }

  /// Writes the pages of the gallery, and removes those that a larger one left behind.
  private func writeGallery(_ frontier: any Frontier, _ summary: CrawlSummary) throws {
    var survey = GallerySurvey()
    let pages = try frontier.pageEntries()
    while let page = try pages() { survey.add(page) }
    let seen = try frontier.imageEntries()
    while let image = try seen() { survey.add(image) }
    let gallery = Gallery(of: summary, survey)
    let images = try frontier.imageEntries()
    for number in 1...gallery.pageCount {
      let name = Gallery.fileName(ofPage: number)
      var file: AtomicFile
      do throws(FileError) { file = try AtomicFile(name, in: output, staging: temporary) } catch {
        throw StoreError(error, storing: name)
      }
      try gallery.writePage(number) { () throws(StoreError) in
        try Self.nextFinal(images) { $0.status == .pending }
      } to: { piece throws(StoreError) in
        do throws(FileError) { try file.append(piece) } catch {
          throw StoreError(error, storing: name)
        }
      }
      do throws(FileError) { try file.commit() } catch { throw StoreError(error, storing: name) }
    }
    var stale = gallery.pageCount + 1
    while try output.kind(of: Gallery.fileName(ofPage: stale)) == .file {
      try output.remove(Gallery.fileName(ofPage: stale))
      stale += 1
    }
  }

  /// The first of what failed, pages before images.
  static func failures(in frontier: any Frontier) -> [CrawlSummary.Failure] {
    var failures: [CrawlSummary.Failure] = []
    func add(_ address: WebAddress, _ reason: Reason?, _ status: Int?, _ page: WebAddress?) {
      guard failures.count < CrawlSummary.failuresListed, case .failed(let reason)? = reason else {
        return
      }
      failures.append(.init(address: address, reason: reason, httpStatus: status, page: page))
    }
    // A list that cannot be read is left out: the books already say that something failed.
    if let pages = try? frontier.pageEntries() {
      while let page = try? pages() {
        add(page.address, page.reason, page.httpStatus, page.parent)
      }
    }
    if let images = try? frontier.imageEntries() {
      while let image = try? images() {
        add(image.address, image.reason, image.httpStatus, image.found.first?.page)
      }
    }
    return failures
  }

  /// The next record in its final state; what is pending has none yet.
  private static func nextFinal<Entry>(
    _ read: EntryReader<Entry>, isPending: (Entry) -> Bool
  ) throws(StoreError) -> Entry? {
    do throws(FrontierError) {
      while let entry = try read() {
        if !isPending(entry) { return entry }
      }
      return nil
    } catch {
      throw StoreError(code: .inputOutput, subject: error.message)
    }
  }
}

extension CrawlError {
  init(_ error: StoreError) {
    switch error.code {
    case .diskFull, .inputOutput: self.init(.disk, error.description)
    case .notWritable, .noFreeName, .refused: self.init(.outputFolder, error.description)
    }
  }
}
