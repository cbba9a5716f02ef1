import Bytes

/// The probable type of a reference by its extension; only the content is certain.
enum ImagePath {
  /// Whether the reference's path has the extension of an image.
  static func isImage(_ reference: Span<UInt8>) -> Bool { kind(reference) == .image }

  /// Whether the reference's path has the extension of an image.
  static func isImage(_ reference: Substring) -> Bool {
    let utf8 = reference.utf8
    return kind(utf8.span) == .image
  }

  /// Whether the reference's path has the extension of an image.
  static func isImage(_ reference: String) -> Bool {
    let utf8 = reference.utf8
    return kind(utf8.span) == .image
  }

  /// Whether the reference's path has the extension of something other than an image: a page, a
  /// script, a video, a font.
  static func isOther(_ reference: Substring) -> Bool {
    let utf8 = reference.utf8
    return kind(utf8.span) == .other
  }

  /// Whether the reference's path has the extension of something other than an image.
  static func isOther(_ reference: String) -> Bool {
    let utf8 = reference.utf8
    return kind(utf8.span) == .other
  }

  /// Whether the value is a single reference, and not data that happens to end like one.
  static func couldBeReference(_ value: String) -> Bool {
    let utf8 = value.utf8
    return couldBeReference(utf8.span)
  }

  /// Whether the value is a single reference, and not data that happens to end like one.
  static func couldBeReference(_ value: Substring) -> Bool {
    let utf8 = value.utf8
    return couldBeReference(utf8.span)
  }

  /// Whether the value is a single reference, and not data that happens to end like one.
  static func couldBeReference(_ value: Span<UInt8>) -> Bool {
    var isFirst = true
    for index in value.indices {
      let byte = value[index]
      switch byte {
      case "\"", "<", ">", "{", "}", "|", "*", "`", "\\": return false
      case "'", "[", "(", ")", ",", ";", ":", "@": if isFirst { return false }
      case _ where byte.isASCIIWhitespace || byte < 0x20: return false
      default: break
      }
      isFirst = false
    }
    return !isFirst
  }

  /// Whether the reference has a host: it begins with `http` or with two slashes and a host.
  static func isAbsolute(_ value: some StringProtocol) -> Bool {
    let text = value.utf8
    return hasPrefix("http://", text) || hasPrefix("https://", text)
      || (hasPrefix("//", text) && text.count > 4)
  }

  /// Whether the reference is absolute or a path from the root.
  static func isRooted(_ value: some StringProtocol) -> Bool {
    let slash = UInt8(ascii: "/")
    var bytes = value.utf8.makeIterator()
    return isAbsolute(value) || (bytes.next() == slash && bytes.next() ?? slash != slash)
  }

  /// Whether a reference that begins with two slashes has a host after them and a path.
  ///
  /// In scripts and data, `//photo.jpg` and `//images/photo.jpg` are paths with a slash too many.
  static func hasPlainHost(_ value: some StringProtocol) -> Bool {
    let text = value.utf8
    guard hasPrefix("//", text) else { return true }
    let rest = text.dropFirst(2)
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard host.count < rest.count else { return false }
    let name = Array(host.prefix { $0 != ":" })
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0, dot + 1 < name.count else {
      return false
    }
    // Few top-level domains are also extensions of files, and none is that of an image.
    return kind(name.span) != .image && dot + 2 < name.count
      || name.allSatisfy { $0.isASCIIDigit || $0 == "." }
  }

  /// Whether the reference is absolute or a path from the root.
  static func isRooted(_ value: Span<UInt8>) -> Bool {
    guard value.count > 1, value[0] == "/" else {
      return value.matchesIgnoringASCIICase("http://") || value.matchesIgnoringASCIICase("https://")
    }
    return value[1] != "/" || value.count > 4
  }

  private static func hasPrefix(
    _ prefix: StaticString, _ text: some Collection<UInt8>
  ) -> Bool {
    var wanted = prefix.description.utf8.makeIterator()
    for byte in text {
      guard let next = wanted.next() else { return true }
      guard byte.lowercasedASCII == next else { return false }
    }
    return wanted.next() == nil
  }
}

// MARK: - Extensions

extension ImagePath {
  enum Kind { case image, other, unknown }

  /// The maximum length of an extension.
  private static let longestExtension = 5
  /// The maximum length of a size or session suffix after an extension.
  private static let longestSuffix = 48

  /// Returns the kind of a reference by the extension of its path, without query and fragment.
  static func kind(_ reference: Span<UInt8>) -> Kind {
    var end = 0
    var segment = 0
    while end < reference.count, reference[end] != "?", reference[end] != "#" {
      if reference[end] == "/" { segment = end + 1 }
      end += 1
    }
    while end > segment, reference[end - 1].isASCIIWhitespace { end -= 1 }
    let kind = kind(reference, segment..<end)
    guard kind == .unknown else {
      // The host of an address is not the name of a file.
      let isHost =
        segment >= 2 && reference[segment - 2] == "/"
        && (segment == 2 || reference[segment - 3] == ":")
      return isHost ? .unknown : kind
    }
    // Some services append the size or the style: "photo.jpg:large", "photo.jpg!thumb".
    var mark = end
    let first = max(segment, end - longestSuffix)
    while mark > first {
      mark -= 1
      if reference[mark] == ":" || reference[mark] == "!" || reference[mark] == ";" {
        return self.kind(reference, segment..<mark)
      }
    }
    return .unknown
  }

  private static func kind(_ reference: Span<UInt8>, _ name: Range<Int>) -> Kind {
    var packed: UInt64 = 0
    var at = name.upperBound
    while at > name.lowerBound, name.upperBound - at <= longestExtension {
      at -= 1
      let byte = reference[at]
      if byte == "." {
        // ".png" alone is a part to which a script adds a name.
        guard at > name.lowerBound else { return .unknown }
        return kinds[packed]
      }
      packed = packed << 8 | UInt64(byte.lowercasedASCII)
    }
    return .unknown
  }

  private static let kinds = ExtensionTable([
    .image: """
    apng avif bmp cur gif heic heif ico jfif jpe jpeg jpg jxl pjp pjpeg png svg svgz tif tiff webp
    """,
    .other: """
    asp aspx avi cgi css csv doc docx eot exe flv gz htc htm html js json jsp jsx less m3u8 m4a m4v \
    map md mjs mov mp3 mp4 mpd mpeg mpg ogg ogv otf pdf php phtml rar rss scss shtml swf tar ts ttc \
    ttf txt vtt wasm wav webm wmv woff woff2 xhtml xls xlsx xml zip
    """,
  ])
}

/// The kinds of extensions, found without a hasher, since nearly every string of a page is checked.
private struct ExtensionTable {
  private var extensions = [UInt64](repeating: 0, count: 256)
  private var kinds = [ImagePath.Kind](repeating: .unknown, count: 256)

  init(_ words: [ImagePath.Kind: String]) {
    for (kind, list) in words {
      for word in list.split(separator: " ") {
        // The letters packed into one number, the last one first.
        let packed = word.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        var slot = Self.slot(packed)
        while extensions[slot] != 0 { slot = (slot + 1) & 255 }
        extensions[slot] = packed
        kinds[slot] = kind
      }
    }
  }

  private static func slot(_ packed: UInt64) -> Int {
    Int((packed &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }

  subscript(packed: UInt64) -> ImagePath.Kind {
    var slot = Self.slot(packed)
    while extensions[slot] != 0 {
      if extensions[slot] == packed { return kinds[slot] }
      slot = (slot + 1) & 255
    }
    return .unknown
  }
}
