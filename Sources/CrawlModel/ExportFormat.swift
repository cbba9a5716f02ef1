/// The forms in which images and their records can be exported.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// One JSON object per line, as in `images.jsonl`.
  case jsonl
  /// A table (RFC 4180) with a header line.
  case csv
  /// The addresses of the images that are stored, one per line.
  case urls
  /// A ZIP archive of the images in the order of the pages, also as a comic book (`.cbz`).
  case zip
  /// The WARC files of the crawl with an index and a list of the pages (WACZ 1.1.1), for replay.
  case wacz
  /// Tar files of images and captions for the library `webdataset`, in a folder.
  case webdataset
  /// A folder of images with `metadata.jsonl` for the library `datasets`.
  case imagefolder

  /// Whether the result is a folder, not a file.
  public var isFolder: Bool { self == .webdataset || self == .imagefolder }
}
