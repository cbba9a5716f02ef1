import Addressing

/// Addresses named like a file to download, such as an archive, and not like a page.
///
/// The extension does not decide, since pages may be named after files: `/wiki/File:Plan.pdf`. It
/// only limits the requests, see ``GuessWatch``. For all other extensions there is no limit.
enum DownloadName {
  private static let extensions = [
    "7z", "aac", "apk", "avi", "bz2", "csv", "deb", "dmg", "doc", "docx", "eot", "epub", "exe",
    "flac", "flv", "gz", "iso", "jar", "m4a", "m4v", "mkv", "mobi", "mov", "mp3", "mp4", "mpeg",
    "mpg", "msi", "odp", "ods", "odt", "ogg", "ogv", "otf", "pdf", "ppt", "pptx", "rar", "rpm",
    "tar", "tgz", "torrent", "ttf", "wav", "webm", "whl", "wmv", "woff", "woff2", "xls", "xlsx",
    "xz", "zip", "zst",
  ]
  private static let longest = 7

  /// The extensions as numbers in ascending order, which are faster to compare than texts.
  private static let numbers: [UInt64] = extensions.map { name in
    name.utf8.reversed().reduce(0) { ($0 << 8) | UInt64($1) }
  }.sorted()

  /// Returns the extension of the path in lower case if it is one of them; `nil` otherwise.
  static func fileExtension(of address: WebAddress) -> String? {
    guard let count = lengthOfFile(address) else { return nil }
    return address.path.suffix(count).lowercased()
  }

  /// Whether the path has one of the extensions.
  static func fits(_ address: WebAddress) -> Bool { lengthOfFile(address) != nil }

  private static func lengthOfFile(_ address: WebAddress) -> Int? {
    let path = address.path.utf8
    let bytes = path.span
    var number: UInt64 = 0
    var at = bytes.count
    // From the end to the dot; most paths have no dot that near.
    while at > 0, bytes.count - at <= longest {
      at -= 1
      let byte = bytes[at]
      if byte == UInt8(ascii: ".") { return contains(number) ? bytes.count - at - 1 : nil }
      guard byte != UInt8(ascii: "/") else { return nil }
      number = (number << 8) | UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return nil
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
