import Addressing

/// Recognises links that lead to what is certainly no page, by the extension of the path.
///
/// It saves the server a transfer that would be cut after the headers. Only names that no site uses
/// for pages are listed; for all others the content decides.
enum BinaryRule {
  private static let extensions: Set<String> = [
    "7z", "aac", "apk", "avi", "bz2", "csv", "deb", "dmg", "doc", "docx", "eot", "epub", "exe",
    "flac", "flv", "gz", "iso", "jar", "m4a", "m4v", "mkv", "mobi", "mov", "mp3", "mp4", "mpeg",
    "mpg", "msi", "odp", "ods", "odt", "ogg", "ogv", "otf", "pdf", "ppt", "pptx", "rar", "rpm",
    "tar", "tgz", "torrent", "ttf", "wav", "webm", "whl", "wmv", "woff", "woff2", "xls", "xlsx",
    "xz", "zip", "zst",
  ]
  private static let longestExtension = 7

  /// Whether the address leads to no page for certain.
  static func isCertain(of address: WebAddress) -> Bool {
    let path = address.path.utf8
    guard let dot = path.suffix(longestExtension + 1).lastIndex(of: UInt8(ascii: ".")) else {
      return false
    }
    let name = path[path.index(after: dot)...]
    return extensions.contains(String(decoding: name.map(lowered), as: UTF8.self))
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
