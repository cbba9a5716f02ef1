import Addressing
import CrawlModel

/// What the gallery says about one image: its texts, its size as shown, and the pages that show it.
struct GalleryImage {
  /// A page that shows an image.
  struct Place: Hashable {
    var address: WebAddress
    /// Its title, without the name of the site at its end.
    var title: String?
  }

  /// The maximum number of pages listed for an image.
  static let placesListed = 10

  let entry: ManifestEntry
  /// The stored file, relative to the output folder.
  let file: String
  /// The number of other addresses with the same bytes.
  let duplicates: Int
  /// The text for those who cannot see it.
  let alternative: String
  /// The caption.
  let caption: String
  /// A second line, if there is further text.
  let more: String?
  /// The first of the distinct pages that show it.
  let places: [Place]
  /// The number of distinct pages that show it, as far as the entry lists them.
  let placeCount: Int

  init(_ entry: ManifestEntry, file: String, duplicates: Int, site: String?) {
    var entry = entry
    let distinct = Self.distinctPages(entry.found)
    places = distinct.prefix(Self.placesListed).map { reference in
      Place(
        address: reference.page,
        title: reference.pageTitle.nonBlank.map { Self.title($0, without: site) })
    }
    placeCount = distinct.count
    let words = Self.words(entry)
    if let caption = words.caption {
      (alternative, self.caption) = (caption, caption)
    } else {
      let slash = file.utf8.lastIndex(of: UInt8(ascii: "/"))
      caption = slash.map { String(file[file.utf8.index(after: $0)...]) } ?? file
      alternative = "Image \(caption)"
    }
    more = words.more
    lacksAlternative = entry.found.contains {
      $0.caption.alternative == nil && [.alone, .fallback].contains($0.caption.showing)
    }
    // What was read of them stays; some are kept until the end of the crawl.
    entry.found = []
    self.entry = entry
    self.file = file
    self.duplicates = duplicates
  }

  /// Whether a page shows it without any text for those who cannot see it.
  let lacksAlternative: Bool

  /// The size at which it is shown, after its orientation is applied; `nil` if unknown.
  var size: (width: Int, height: Int)? {
    guard let width = entry.width, let height = entry.height, width > 0, height > 0 else {
      return nil
    }
    return (entry.orientation ?? 1) >= 5 ? (height, width) : (width, height)
  }

  /// The number of its pixels; 0 if unknown.
  var pixels: Int {
    let (product, overflows) = (entry.width ?? 0).multipliedReportingOverflow(by: entry.height ?? 0)
    return overflows ? .max : product
  }

  /// Returns the first place of each page.
  private static func distinctPages(_ found: [FoundReference]) -> [FoundReference] {
    // Most images are on one page.
    if found.count <= 1 { return found }
    var seen: Set<WebAddress> = []
    return found.filter { seen.insert($0.page).inserted }
  }

  // MARK: Texts

  private static func words(_ entry: ManifestEntry) -> (caption: String?, more: String?) {
    func first(_ part: (Caption) -> String?) -> String? {
      for reference in entry.found {
        if let words = part(reference.caption).nonBlank { return words }
      }
      return nil
    }
    let caption = first { $0.caption }
    let title = first { $0.title }
    guard let chosen = first({ $0.alt }) ?? caption ?? title ?? first({ $0.linkText }) else {
      return (nil, nil)
    }
    return (chosen, caption.flatMap { $0.beyond(chosen) } ?? title.flatMap { $0.beyond(chosen) })
  }

  /// Returns the title of a page without the name of its site: `Hills` of `Hills · Birds`.
  private static func title(_ title: String, without site: String?) -> String {
    guard let site, title.utf8.count > site.utf8.count, title.hasSuffix(site) else { return title }
    let rest = title.dropLast(site.count)
    let own = rest.trimmingEnd {
      !$0.isLetter && !$0.isNumber && $0 != ")" && $0 != "!" && $0 != "?"
    }
    // Nothing in between: the name is the end of a longer word.
    return own.isEmpty || own.count == rest.count ? title : String(own)
  }
}

extension String {
  /// The part that says more than another text; `nil` if there is none.
  ///
  /// The captions of many pages begin with the text that is also the `alt` attribute.
  fileprivate func beyond(_ other: String) -> String? {
    guard hasPrefix(other) else { return other.contains(self) ? nil : self }
    let rest = dropFirst(other.count)
    // The other text ends within a word of this one.
    if let next = rest.first, next.isLetter || next.isNumber { return self }
    let own = rest.drop { $0.isWhitespace || $0.isPunctuation }
    return own.isEmpty ? nil : String(own)
  }
}

extension Substring {
  fileprivate func trimmingEnd(while isTrimmed: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
