import CrawlModel

/// The stored images of a crawl with their contents, each content once, for an export.
struct StoredImages: ~Copyable {
  /// What was passed on and left out so far.
  private(set) var counts = ExportCounts()
  private let files: any ImageFiles
  private let isForLoaders: Bool
  private let next: () throws -> ManifestEntry?
  private var seen = NumberSet()
  private var content = CheckedContent()

  /// Makes a list of images.
  ///
  /// - Parameters:
  ///   - files: The stored images.
  ///   - isForLoaders: Whether images are left out that loaders of data sets cannot read.
  ///   - next: Returns one entry after the other, then `nil`.
  init(in files: any ImageFiles, isForLoaders: Bool, _ next: @escaping () throws -> ManifestEntry?)
  {
    self.files = files
    self.isForLoaders = isForLoaders
    self.next = next
  }

  /// Passes on every image, with a content that can be read until the next one.
  mutating func forEach(
    _ body: (ManifestEntry, inout CheckedContent) throws -> Void
  ) throws {
    while let entry = try next() {
      guard entry.status != .pending, entry.status != .gone, let file = entry.file,
        let number = entry.contentNumber, seen.insert(number)
      else { continue }
      if isForLoaders, let omission = LoaderLimits.omission(entry) {
        counts.leftOut[omission, default: 0] += 1
      } else if try content.open(
        file, sha256: entry.sha256, bytes: entry.bytes, in: files)
      {
        try body(entry, &content)
        counts.records += 1
      } else {
        counts.leftOut[.changed, default: 0] += 1
      }
    }
  }
}
