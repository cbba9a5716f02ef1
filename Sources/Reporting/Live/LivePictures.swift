import Addressing
import Bytes
public import CrawlModel

/// A part of the images of a live page, in the form of the index of a gallery.
public struct LivePictures {
  /// The number of bytes at which a part is full.
  ///
  /// Most images have less than 300 bytes of text.
  public static let fullBytes = 128 * 1024

  private let title: String?
  private var index = GalleryIndex()
  private var byteCount = 0

  /// Makes an empty part.
  ///
  /// - Parameter title: the title of the site, which is left out at the end of the titles of its pages.
  public init(title: String?) {
    self.title = title
    index.hasDigests = true
  }

  /// Whether nothing more should be added.
  public var isFull: Bool { byteCount >= Self.fullBytes }

  /// Adds the images that are shown, and of each only what the page says of it.
  public mutating func add(_ entries: [ManifestEntry]) {
    for entry in entries {
      guard entry.outcome.isShown, let file = entry.file else { continue }
      let image = GalleryImage(entry, file: file, duplicates: 0, site: title)
      byteCount += image.byteCount
      index.add(image)
    }
  }

  /// Writes the part.
  ///
  /// - Parameters:
  ///   - next: where the next part begins.
  ///   - newest: the number of the content that was stored last; only in the first part.
  ///   - since: when the present pass over the addresses began; only in the first part.
  /// - Returns: an object of JSON in UTF-8.
  public consuming func json(
    next: Int?, newest: Int? = nil, since: Timestamp? = nil
  ) -> [UInt8] {
    index.takeData { part in
      part.member("next", next)
      part.member("newest", newest)
      part.member("since", since?.milliseconds)
    }
  }
}

extension GalleryImage {
  /// The length of its texts in bytes.
  fileprivate var byteCount: Int {
    let texts = [file, entry.key.address?.text ?? "", caption, more ?? ""]
    return texts.reduce(0) { $0 + $1.utf8.count }
      + places.reduce(0) { $0 + $1.address.text.utf8.count + ($1.title ?? "").utf8.count }
  }
}
