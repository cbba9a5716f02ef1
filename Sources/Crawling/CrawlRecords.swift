import Bytes
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
  ///
  /// - Returns: the digests of the manifests, so that a later run sees whether somebody changed them.
  func write(
    _ frontier: any Frontier, _ summary: CrawlSummary
  ) throws(CrawlError) -> [String: String] {
    do {
      var survey = GallerySurvey()
      let pages = try frontier.pageEntries()
      try writer.writePages { () throws(StoreError) in
        try Self.nextFinal(pages, seenBy: { survey.add($0) }) { $0.status == .pending }
      }
      let images = try frontier.imageEntries()
      try writer.writeImages { () throws(StoreError) in
        try Self.nextFinal(images, seenBy: { survey.add($0) }) { $0.status == .pending }
      }
      try writeGallery(frontier, summary, survey)
      try writer.write(SummaryJSON.bytes(of: summary), as: "summary.json")
    } catch let error as StoreError {
      throw CrawlError(error)
    } catch {
      throw CrawlError(.disk, "\(error)")
    }
    var digests: [String: String] = [:]
    for name in Self.manifests { digests[name] = digest(of: name) }
    return digests
  }

  private static let manifests = [ManifestWriter.imagesName, ManifestWriter.pagesName]

  /// Puts manifests aside that are not as an earlier run wrote them.
  ///
  /// - Parameter written: the digests of what that run wrote.
  /// - Returns: a sentence for each.
  /// - Throws: what keeps one from being put aside.
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

  /// Writes the pages of the gallery, and removes those that a larger one left behind.
  private func writeGallery(
    _ frontier: any Frontier, _ summary: CrawlSummary, _ survey: GallerySurvey
  ) throws {
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

  /// The next record in its final state; what is pending has none yet.
  private static func nextFinal<Entry>(
    _ read: EntryReader<Entry>, seenBy see: (Entry) -> Void = { _ in },
    isPending: (Entry) -> Bool
  ) throws(StoreError) -> Entry? {
    do throws(FrontierError) {
      while let entry = try read() {
        see(entry)
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
