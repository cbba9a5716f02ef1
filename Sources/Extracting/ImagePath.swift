/// What the end of a path lets one expect; only the content tells for sure.
enum ImagePath {
  /// Whether the reference's path ends like the name of an image file.
  static func isImage(_ reference: Substring) -> Bool {
    pathExtension(reference).map(imageExtensions.contains) ?? false
  }

  /// Whether the reference's path ends like the name of a font file.
  static func isFont(_ reference: Substring) -> Bool {
    pathExtension(reference).map(fontExtensions.contains) ?? false
  }

  /// Whether the value is one reference, and not data that happens to end like one.
  static func couldBeReference(_ value: String) -> Bool {
    let text = value.trimmingHTMLSpace.utf8
    guard let first = text.first, first != "{", first != "[" else { return false }
    return !text.contains { $0.isHTMLSpace || $0 == "<" || $0 == "\"" }
  }

  private static let imageExtensions: Set<String> = [
    "apng", "avif", "bmp", "gif", "heic", "heif", "ico", "jfif", "jpe", "jpeg", "jpg", "jxl",
    "pjpeg", "png", "svg", "svgz", "tif", "tiff", "webp",
  ]
  private static let fontExtensions: Set<String> = ["eot", "otf", "ttc", "ttf", "woff", "woff2"]

  private static let longestExtension = 5

  /// The extension of the last part of the path in lower case, without query and fragment.
  private static func pathExtension(_ reference: Substring) -> String? {
    let bytes = reference.utf8
    let end = bytes.firstIndex { $0 == "?" || $0 == "#" } ?? bytes.endIndex
    var letters: [UInt8] = []
    var at = end
    while at > bytes.startIndex, letters.count <= longestExtension {
      at = bytes.index(before: at)
      let byte = bytes[at]
      if byte == "." {
        return letters.isEmpty ? nil : String(decoding: letters.reversed(), as: UTF8.self)
      }
      if byte == "/" { return nil }
      letters.append(byte.asciiLowercased)
    }
    return nil
  }
}
