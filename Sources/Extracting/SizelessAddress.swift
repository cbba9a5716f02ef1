import Addressing
import Bytes

/// What the addresses of one image in different sizes have in common.
///
/// The words of an address are compared without those that state a size: `150x150`, `w400`, `w=300`,
/// `_b`, `thumb`.
struct SizelessAddress: Hashable {
  /// The minimum number of bytes that must remain; shorter texts say nothing.
  private static let minimum = 6

  private let bytes: [UInt8]

  /// Returns what is left of an address; `nil` if that is too little to recognise an image.
  init?(_ address: WebAddress) {
    var words: [UInt8] = []
    var isAfterMeasure = false
    let path = address.pathAndQuery.utf8
    let text = path.span
    var at = 0
    while at < text.count {
      let start = at
      while at < text.count, text[at].isASCIIAlphanumeric { at += 1 }
      let word = text.extracting(start..<at)
      at += 1
      guard word.count > 0 else { continue }
      let isNumber = word.indices.allSatisfy { word[$0].isASCIIDigit }
      if Self.isMeasure(word) {
        isAfterMeasure = true
        continue
      }
      defer { isAfterMeasure = false }
      if isAfterMeasure && isNumber || Self.isSize(word) { continue }
      words.append(UInt8(ascii: "/"))
      for index in word.indices { words.append(word[index].lowercasedASCII) }
    }
    guard words.count >= Self.minimum else { return nil }
    bytes = Array(address.host.utf8) + words
  }

  /// Whether a word is the name of a measure, such as `w` or `height`; any single letter is one.
  private static func isMeasure(_ word: Span<UInt8>) -> Bool {
    word.count == 1 && word[0].isASCIILetter || measures.contains { word.equals($0) }
  }

  /// Whether a word is a size: letters and numbers such as `w400` and `150x150`, or a name.
  private static func isSize(_ word: Span<UInt8>) -> Bool {
    if names.contains(where: { word.equals($0) }) { return true }
    let digits = word.indices.count { word[$0].isASCIIDigit }
    guard digits > 0, digits < word.count else { return false }
    // One letter before a number, or an x between two.
    let first = word[0].lowercasedASCII
    if digits == word.count - 1, "whs".utf8.contains(first) { return true }
    return word.indices.allSatisfy { word[$0].isASCIIDigit || word[$0].lowercasedASCII == "x" }
      && word[0].isASCIIDigit && digits == word.count - 1
  }

  private static let measures = ["width", "height", "size", "quality", "resize", "fit", "crop"]
  private static let names = [
    "thumb", "thumbs", "thumbnail", "thumbnails", "preview", "mini", "small", "medium", "large",
    "big", "full", "fullsize", "original", "orig", "max", "xs", "sm", "md", "lg", "xl", "xxl",
  ]
}

extension Span<UInt8> {
  /// Whether the text is a word in lower case, ignoring its own case.
  fileprivate func equals(_ word: String) -> Bool {
    let utf8 = word.utf8
    let wanted = utf8.span
    guard wanted.count == count else { return false }
    for index in indices where self[index].lowercasedASCII != wanted[index] { return false }
    return true
  }
}
