import Addressing
import Bytes
import CrawlModel

/// One image with its details.
extension HTMLWriter {
  /// The maximum length of a caption in Unicode scalars.
  private static let captionLimit = 400
  /// The maximum length of a displayed address in Unicode scalars; the link has all of it.
  static let addressLimit = 160
  /// The maximum number of pages listed for an image.
  private static let placesListed = 10

  mutating func tile(_ entry: ManifestEntry, file: String, duplicates: Int) {
    let words = Words(entry, file: file)
    markup("<li class=\"tile\"")
    if let format = entry.format { attribute("data-format", format.rawValue) }
    attribute("data-pixels", (entry.width ?? 0) &* (entry.height ?? 0))
    attribute("data-bytes", entry.bytes ?? 0)
    markup("><figure>\n")
    frame(entry, file: file, alternative: words.alternative)
    markup("\n<figcaption><p class=\"caption\" dir=\"auto\">")
    text(words.caption, upTo: Self.captionLimit)
    markup("</p>")
    if let more = words.more {
      markup("<p class=\"more\" dir=\"auto\">")
      text(more, upTo: Self.captionLimit)
      markup("</p>")
    }
    facts(entry, duplicates: duplicates)
    origins(entry)
    markup("</figcaption></figure></li>\n")
  }

  private mutating func frame(_ entry: ManifestEntry, file: String, alternative: String) {
    // Opened as a document of its own, an SVG could run scripts; in an `img` it cannot.
    let isLinked = entry.format != .svg
    if isLinked {
      markup("<a class=\"frame\" href=\"")
      path(file)
      markup("\"")
    } else {
      markup("<span class=\"frame\"")
    }
    if let format = entry.format, !format.isShownByBrowsers {
      attribute("data-unshown", format.rawValue.uppercased())
    }
    markup("><img src=\"")
    path(file)
    markup("\" alt=\"")
    text(alternative, upTo: Self.captionLimit)
    markup("\"")
    if let width = entry.width, let height = entry.height, width > 0, height > 0 {
      attribute("width", width)
      attribute("height", height)
    }
    markup(" loading=\"lazy\" decoding=\"async\">")
    isLinked ? markup("</a>") : markup("</span>")
  }

  private mutating func facts(_ entry: ManifestEntry, duplicates: Int) {
    markup("<p class=\"facts\">")
    if let format = entry.format {
      markup("<span class=\"format\">")
      text(format.rawValue.uppercased())
      markup("</span> ")
    }
    if let width = entry.width, let height = entry.height {
      markup("<span>")
      number(width)
      markup(" × ")
      number(height)
      markup("</span> ")
    }
    if let bytes = entry.bytes {
      markup("<span>")
      text(Readable.bytes(bytes))
      markup("</span> ")
    }
    if duplicates > 0 {
      markup("<span class=\"mark\" title=\"Other addresses with the same bytes\">")
      text(Readable.count(duplicates, "duplicate"))
      markup("</span> ")
    }
    if entry.status == .gone { markup("<span class=\"mark\">no longer on the site</span>") }
    // The address is a tooltip and an accessible name; as visible text it would hide the caption.
    markup("<a rel=\"noreferrer noopener\" href=\"")
    text(entry.key.text)
    markup("\" title=\"")
    text(entry.key.text, upTo: Self.addressLimit)
    markup("\">Original</a></p>")
  }

  private mutating func origins(_ entry: ManifestEntry) {
    let places = Self.places(entry)
    if let first = places.first {
      markup("<p class=\"from\"><span>Found on</span> ")
      link(to: first)
      markup("</p>")
    }
    guard places.count > 1 else { return }
    markup("<details><summary>")
    text("and \(Readable.count(places.count - 1, "other page"))")
    markup("</summary><ul>")
    for place in places.dropFirst().prefix(Self.placesListed) {
      markup("<li>")
      link(to: place)
      markup("</li>")
    }
    if places.count - 1 > Self.placesListed {
      markup("<li>The others are in <a href=\"images.jsonl\">images.jsonl</a>.</li>")
    }
    markup("</ul></details>")
  }

  /// Returns the distinct pages that show it.
  private static func places(_ entry: ManifestEntry) -> [WebAddress] {
    // Most images are on one page.
    if entry.found.count <= 1 { return entry.found.map(\.page) }
    var seen: Set<WebAddress> = []
    return entry.found.map(\.page).filter { seen.insert($0).inserted }
  }

  /// Writes a link to an address on the web, shown without its scheme.
  mutating func link(to address: WebAddress) {
    markup("<a rel=\"noreferrer noopener\" href=\"")
    text(address.text)
    markup("\">")
    let bytes = address.text.utf8.span
    let start = min((bytes.firstOffset(of: UInt8(ascii: "/")) ?? bytes.count) + 2, bytes.count)
    text(bytes.extracting(start..<bytes.count), upTo: Self.addressLimit)
    markup("</a>")
  }
}

/// The texts for one image.
private struct Words {
  /// The alternative text.
  let alternative: String
  /// The caption.
  let caption: String
  /// A second line, if there is further text.
  let more: String?

  init(_ entry: ManifestEntry, file: String) {
    func first(_ part: (Caption) -> String?) -> String? {
      for reference in entry.found {
        if let words = part(reference.caption).nonBlank { return words }
      }
      return nil
    }
    let alt = first { $0.alt }
    let title = first { $0.title }
    let caption = first { $0.caption }
    if let chosen = alt ?? caption ?? title ?? first({ $0.linkText }) {
      alternative = chosen
      self.caption = chosen
      more = caption != nil && caption != chosen ? caption : title != chosen ? title : nil
    } else {
      let slash = file.utf8.lastIndex(of: UInt8(ascii: "/"))
      let name = slash.map { String(file[file.utf8.index(after: $0)...]) } ?? file
      alternative = "Image \(name)"
      self.caption = name
      more = nil
    }
  }
}

extension ImageFormat {
  /// Whether the common browsers show it; otherwise the frame shows its name.
  fileprivate var isShownByBrowsers: Bool {
    switch self {
    case .jpeg, .png, .gif, .webp, .avif, .svg, .ico, .bmp: true
    case .heic, .jxl, .tiff: false
    }
  }
}
