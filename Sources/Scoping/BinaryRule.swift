import Addressing

/// Recognises links that certainly do not lead to a page, by the extension of the path.
///
/// This saves the server a transfer that would be cancelled after the headers. Only extensions that
/// no site uses for pages are listed; for all others the content decides.
enum BinaryRule {
  private static let extensions = [
    "7z", "aac", "apk", "avi", "bz2", "csv", "deb", "dmg", "doc", "docx", "eot", "epub", "exe",
    "flac", "flv", "gz", "iso", "jar", "m4a", "m4v", "mkv", "mobi", "mov", "mp3", "mp4", "mpeg",
    "mpg", "msi", "odp", "ods", "odt", "ogg", "ogv", "otf", "pdf", "ppt", "pptx", "rar", "rpm",
    "tar", "tgz", "torrent", "ttf", "wav", "webm", "whl", "wmv", "woff", "woff2", "xls", "xlsx",
    "xz", "zip", "zst",
  ]
  private static let longestExtension = 7

  /// The extensions as numbers in ascending order, which are faster to compare than texts.
  private static let numbers: [UInt64] = extensions.map { name in
    name.utf8.reversed().reduce(0) { ($0 << 8) | UInt64($1) }
  }.sorted()

  /// Whether the address certainly does not lead to a page.
  static func isCertain(of address: WebAddress) -> Bool {
    let path = address.path.utf8
    let bytes = path.span
    var number: UInt64 = 0
    var at = bytes.count
    // From the end to the dot; most paths have no dot that near.
    while at > 0, bytes.count - at <= longestExtension {
      at -= 1
      let byte = bytes[at]
      if byte == UInt8(ascii: ".") { return contains(number) }
      guard byte != UInt8(ascii: "/") else { return false }
      number = (number << 8) | UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return false
  }

  private static func contains(_ number: UInt64) -> Bool {
    var range = numbers.startIndex..<numbers.endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if numbers[middle] == number { return true }
      range =
        numbers[middle] < number ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }
}
