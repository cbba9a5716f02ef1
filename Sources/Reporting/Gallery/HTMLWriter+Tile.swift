import Addressing
import Bytes
import CrawlModel

/// One image with its details.
extension HTMLWriter {
  /// The maximum length of a caption in Unicode scalars.
  private static let captionLimit = 400
  /// The maximum length of a displayed address in Unicode scalars; the link has all of it.
  static let addressLimit = 160

  mutating func tile(_ image: GalleryImage) {
    markup("<li class=\"tile\"><figure>\n")
    frame(image)
    markup("\n<figcaption><p class=\"caption\" dir=\"auto\">")
    text(image.caption, upTo: Self.captionLimit)
    markup("</p>")
    if let more = image.more {
      markup("<p class=\"more\" dir=\"auto\">")
      text(more, upTo: Self.captionLimit)
      markup("</p>")
    }
    facts(image)
    places(of: image)
    markup("</figcaption></figure></li>\n")
  }

  private mutating func frame(_ image: GalleryImage) {
    // Opened as a document of its own, an SVG could run scripts; in an `img` it cannot.
    let isLinked = image.entry.format != .svg
    if isLinked {
      markup("<a class=\"frame\" href=\"")
      path(image.file)
      markup("\"")
    } else {
      markup("<span class=\"frame\"")
    }
    if let format = image.entry.format, !format.isShownByBrowsers {
      attribute("data-unshown", format.rawValue.uppercased())
    }
    markup("><img src=\"")
    path(image.file)
    markup("\" alt=\"")
    text(image.alternative, upTo: Self.captionLimit)
    markup("\"")
    if let size = image.size {
      attribute("width", size.width)
      attribute("height", size.height)
    }
    markup(" loading=\"lazy\" decoding=\"async\">")
    isLinked ? markup("</a>") : markup("</span>")
  }

  private mutating func facts(_ image: GalleryImage) {
    let entry = image.entry
    markup("<p class=\"facts\">")
    if let format = entry.format {
      markup("<span class=\"format\">")
      text(format.rawValue.uppercased())
      markup("</span> ")
    }
    if let size = image.size {
      markup("<span>")
      number(size.width)
      markup(" × ")
      number(size.height)
      markup("</span> ")
    }
    if let bytes = entry.bytes {
      markup("<span>")
      text(Readable.bytes(bytes))
      markup("</span> ")
    }
    if image.duplicates > 0 {
      markup("<span class=\"mark\" title=\"Other addresses with the same bytes\">")
      text(Readable.count(image.duplicates, "duplicate"))
      markup("</span> ")
    }
    if entry.status == .gone {
      markup("<span class=\"mark\">")
      text(
        entry.replacedBy != nil
          ? "older version" : entry.movedTo != nil ? "moved" : "no longer on the site")
      markup("</span> ")
    }
    if entry.status == .failed || entry.status == .skipped {
      markup("<span class=\"mark\" title=\"The last run has not seen it again\">")
      text("from an earlier run")
      markup("</span> ")
    }
    guard let address = entry.key.address else {
      markup("</p>")
      return
    }
    // The address is a tooltip and an accessible name; as visible text it would hide the caption.
    markup("<a rel=\"noreferrer noopener\" href=\"")
    text(address.text)
    markup("\" title=\"")
    text(address.text, upTo: Self.addressLimit)
    markup("\">Source ↗</a></p>")
  }

  private mutating func places(of image: GalleryImage) {
    guard let first = image.places.first else { return }
    markup("<p class=\"from\"><span>On</span> ")
    link(to: first)
    markup("</p>")
    let others = image.placeCount - 1
    guard others > 0 else { return }
    markup("<details><summary>")
    text("and \(Readable.count(others, "other page"))")
    markup("</summary><ul>")
    for place in image.places.dropFirst() {
      markup("<li>")
      link(to: place)
      markup("</li>")
    }
    if image.placeCount > image.places.count {
      markup("<li>The others are in <a href=\"images.jsonl\">images.jsonl</a>.</li>")
    }
    markup("</ul></details>")
  }

  /// Writes a link to a page, with its title, or without one with its address.
  private mutating func link(to place: GalleryImage.Place) {
    guard let title = place.title else {
      link(to: place.address)
      return
    }
    markup("<a dir=\"auto\" rel=\"noreferrer noopener\" href=\"")
    text(place.address.text)
    markup("\" title=\"")
    text(place.address.text, upTo: Self.addressLimit)
    markup("\">")
    text(title, upTo: Self.addressLimit)
    markup("</a>")
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

extension ImageFormat {
  /// Whether the common browsers show it; otherwise the frame shows its name.
  fileprivate var isShownByBrowsers: Bool {
    switch self {
    case .jpeg, .png, .gif, .webp, .avif, .svg, .ico, .bmp: true
    case .heic, .jxl, .tiff: false
    }
  }
}
