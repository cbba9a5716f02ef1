/// What the end of a path lets one expect; only the content tells for sure.
enum ImagePath {
  /// Whether the reference's path ends like the name of an image file.
  static func isImage(_ reference: some StringProtocol) -> Bool {
    kind(Array(reference.utf8).span) == .image
  }

  /// Whether the reference's path ends like the name of an image file.
  static func isImage(_ reference: Span<UInt8>) -> Bool { kind(reference) == .image }

  /// Whether the reference's path ends like the name of something that is no image: a page, a
  /// script, a film, a font.
  static func isOther(_ reference: some StringProtocol) -> Bool {
    kind(Array(reference.utf8).span) == .other
  }

  /// Whether the value is one reference, and not data that happens to end like one.
  static func couldBeReference(_ value: some StringProtocol) -> Bool {
    var isFirst = true
    for byte in value.utf8 {
      switch byte {
      case "\"", "<", ">", "{", "}", "|", "*", "`", "\\": return false
      case "'", "[", "(", ")", ",", ";", ":", "@": if isFirst { return false }
      case _ where byte.isHTMLSpace || byte < 0x20: return false
      default: break
      }
      isFirst = false
    }
    return !isFirst
  }

  /// Whether the reference says where it leads without a base: it begins with `http` or with two
  /// slashes and a host.
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

  private static func hasPrefix(
    _ prefix: StaticString, _ text: some Collection<UInt8>
  ) -> Bool {
    var wanted = prefix.description.utf8.makeIterator()
    for byte in text {
      guard let next = wanted.next() else { return true }
      guard byte.asciiLowercased == next else { return false }
    }
    return wanted.next() == nil
  }
}

// MARK: - Extensions

extension ImagePath {
  enum Kind { case image, other, unknown }

  /// Names longer than that are no extensions.
  private static let longestExtension = 5
  /// How much of a size or session is looked at behind an extension.
  private static let longestSuffix = 48

  /// Judges a reference by the extension of its path, without query and fragment.
  static func kind(_ reference: Span<UInt8>) -> Kind {
    var end = 0
    var segment = 0
    while end < reference.count, reference[end] != "?", reference[end] != "#" {
      if reference[end] == "/" { segment = end + 1 }
      end += 1
    }
    while end > segment, reference[end - 1].isHTMLSpace { end -= 1 }
    let kind = kind(reference, segment..<end)
    guard kind == .unknown else { return kind }
    // Services append the size or the style: "photo.jpg:large", "photo.jpg!thumb".
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
        // ".png" alone is a part that a script puts names before.
        guard at > name.lowerBound else { return .unknown }
        return imageExtensions.contains(packed)
          ? .image : otherExtensions.contains(packed) ? .other : .unknown
      }
      packed = packed << 8 | UInt64(byte.asciiLowercased)
    }
    return .unknown
  }

  /// The letters of an extension in one number, the last one first.
  private static func packed(_ text: some StringProtocol) -> UInt64 {
    text.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let imageExtensions: Set<UInt64> = Set(
    """
    apng avif bmp cur gif heic heif ico jfif jpe jpeg jpg jxl pjp pjpeg png svg svgz tif tiff webp
    """.split(separator: " ").map { packed($0) })

  private static let otherExtensions: Set<UInt64> = Set(
    """
    asp aspx avi cgi css csv doc docx eot exe flv gz htc htm html js json jsp jsx less m3u8 m4a m4v \
    map md mjs mov mp3 mp4 mpd mpeg mpg ogg ogv otf pdf php phtml rar rss scss shtml swf tar ts ttc \
    ttf txt vtt wasm wav webm wmv woff woff2 xhtml xls xlsx xml zip
    """.split(separator: " ").map { packed($0) })
}
