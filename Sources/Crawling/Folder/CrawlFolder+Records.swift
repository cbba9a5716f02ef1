public import CrawlModel
import Scheduling

extension CrawlFolder {
  /// The records of the images, in the order of discovery; each loop reads them anew.
  ///
  /// ```swift
  /// for try await image in folder.images where image.status == .stored {
  ///   print(image.key.text, image.found.first?.caption.alt ?? "")
  /// }
  /// ```
  ///
  /// An image whose outcome is not known yet has no record.
  public var images: Records<ManifestEntry> {
    Records { [self] () throws(CrawlError) in
      let read = try attempt { try journal.records().images }
      return Self.final(read) { $0.status == .pending }
    }
  }

  /// The records of the pages, style sheets, feeds and sitemaps, in the order of discovery; each loop
  /// reads them anew.
  ///
  /// A page whose outcome is not known yet has no record.
  public var pages: Records<PageEntry> {
    Records { [self] () throws(CrawlError) in
      let read = try attempt { try journal.records().pages }
      return Self.final(read) { $0.status == .pending }
    }
  }

  private static func final<Entry>(
    _ read: @escaping EntryReader<Entry>, isPending: @escaping (Entry) -> Bool
  ) -> () throws(CrawlError) -> Entry? {
    { () throws(CrawlError) -> Entry? in
      do throws(FrontierError) {
        while let entry = try read() {
          if !isPending(entry) { return entry }
        }
        return nil
      } catch {
        throw CrawlError(error)
      }
    }
  }

  /// Records of a crawl as a sequence of values, as they are when a loop begins; only a few are in
  /// memory at a time.
  ///
  /// A crawl may run meanwhile. In a cancelled task the sequence ends.
  public struct Records<Element: Sendable>: AsyncSequence, Sendable {
    /// What a loop throws if the journal cannot be read.
    public typealias Failure = CrawlError

    let open: @Sendable () throws(CrawlError) -> () throws(CrawlError) -> Element?

    /// Returns an iterator, which opens the journal at its first element.
    public func makeAsyncIterator() -> Iterator { Iterator(open: open) }

    /// Reads one record after the other.
    public struct Iterator: AsyncIteratorProtocol {
      /// What reading throws.
      public typealias Failure = CrawlError

      let open: () throws(CrawlError) -> () throws(CrawlError) -> Element?
      private var read: (() throws(CrawlError) -> Element?)?

      init(open: @escaping () throws(CrawlError) -> () throws(CrawlError) -> Element?) {
        self.open = open
      }

      /// Returns the next record; `nil` at the end, or if the task is cancelled.
      ///
      /// - Throws: `CrawlError` if the journal cannot be read.
      public mutating func next() async throws(CrawlError) -> Element? {
        guard !Task.isCancelled else { return nil }
        if read == nil { read = try open() }
        guard let read else { return nil }
        return try read()
      }
    }
  }
}
