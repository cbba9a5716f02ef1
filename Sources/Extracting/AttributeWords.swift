import Bytes

/// The words of an attribute's name: `data-lazy-src` has `lazy` and `src`.
struct AttributeWords {
  let words: [String]

  init(_ name: String) {
    var words = name.utf8.split { !($0.isASCIIDigit || ($0 | 0x20) &- 0x61 < 26) }.map {
      String(decoding: $0, as: UTF8.self)
    }
    if words.first == "data" { words.removeFirst() }
    self.words = words
  }

  func hasAny(of set: Set<String>) -> Bool { words.contains { set.contains($0) } }

  func ends(in set: Set<String>) -> Bool { words.last.map(set.contains) ?? false }

  var isSrcset: Bool { words.contains { $0.hasSuffix("srcset") || $0 == "bgset" } }

  /// The tier of a candidate with this attribute name among candidates of the same image.
  var tier: VariantRank.Tier {
    if hasAny(of: Self.small) { return .small }
    return hasAny(of: Self.full) ? .full : .plain
  }

  /// The name without words that only describe the size, which identifies the image.
  var stem: String {
    words.filter { !Self.sizes.contains($0) }.joined(separator: "-")
  }

  /// Whether the attribute is for counting visitors, not for showing an image.
  var isTracker: Bool { words.contains { $0.hasPrefix("track") || $0 == "beacon" } }

  /// Whether it is an alternate image for the same place, such as a hover image.
  var isAnotherPicture: Bool { hasAny(of: Self.others) }

  /// Names of an image's address on an `img` element.
  static let sources: Set<String> = [
    "src", "source", "lazy", "lazyload", "lazysrc", "original", "orig", "url", "image", "img",
    "full", "large", "hires", "highres", "hi", "high", "retina", "zoom", "big", "thumb",
    "thumbnail", "photo", "picture", "poster", "echo", "actualsrc", "file", "medium", "small",
    "low", "preview", "bg", "background", "cfsrc", "realsrc", "normal", "desktop", "mobile",
    "tablet", "imgsrc", "imgurl", "imageurl", "fullsrc", "placeholder",
  ]

  /// Names of an image on any element.
  static let images: Set<String> = [
    "bg", "background", "backgroundimage", "bgimage", "bgsrc", "image", "images", "img", "imgsrc",
    "imgurl", "imageurl", "thumb", "thumbnail", "poster", "photo", "picture", "cover",
  ]

  /// Names of texts, even if they end like the name of an image.
  static let texts: Set<String> = [
    "name", "title", "alt", "caption", "filename", "label", "description", "text", "id", "summary",
  ]

  /// Whether a key of data denotes a text.
  static func isText(_ key: String) -> Bool { texts.contains(key.lowercased()) }

  /// Names of links, numbers and words.
  static let noImages: Set<String> = texts.union([
    "link", "page", "permalink", "href", "type", "format", "size", "dimensions", "width", "height",
    "ratio", "position", "class", "selector", "target", "count", "alias", "action", "api",
    "endpoint", "share", "path",
  ])

  private static let small: Set<String> = [
    "thumb", "thumbnail", "small", "low", "lowres", "tiny", "lqip", "placeholder", "preview",
    "medium", "mini", "mobile",
  ]

  private static let full: Set<String> = [
    "full", "fullscreen", "fullsrc", "large", "hires", "highres", "hi", "high", "hd", "hidpi",
    "retina",
    "zoom", "big", "original", "orig", "max", "xl", "xxl",
  ]

  private static let sizes: Set<String> = small.union(full).union([
    "src", "srcset", "source", "lazy", "lazyload", "res", "desktop", "tablet", "file", "url",
    "hidpi", "normal", "set", "size",
  ])

  private static let others: Set<String> = [
    "hover", "rollover", "mouseover", "over", "back", "second", "secondary", "alt", "alternate",
    "swap", "next", "prev", "gallery",
  ]
}
