import Bytes
import Markup

/// Recognises non-standard attributes with an image that a script will show.
///
/// Every script library has its own names. An attribute counts if it is a `data-` attribute and its
/// value clearly is the address of an image, or if its value is an address and its name denotes an
/// image.
enum LazyAttribute {
  /// The syntax of such a value.
  enum Syntax { case address, srcset, css, json, markup }

  /// Returns the syntax of an attribute's value; `nil` if it is not an image.
  ///
  /// - Parameters:
  ///   - value: the value of the attribute.
  ///   - name: the name of the attribute.
  ///   - showsImage: whether the element shows an image, as `img` does.
  /// - Returns: the syntax of the value.
  static func syntax(of value: String, named name: String, showsImage: Bool) -> Syntax? {
    let isData = name.hasPrefix("data-")
    let text = value.trimmingHTMLSpace
    let isLikely = text.utf8.contains { $0 == "." || $0 == "/" || $0 == "(" || $0 == "<" }
    guard text.utf8.count >= 2, isLikely else { return nil }
    let words = AttributeWords(name)
    switch text.utf8.first ?? 0 {
    case "{", "[": return isData ? .json : nil
    case "<": return isData && contains("<img", text) ? .markup : nil
    case "#", "&", "?": return nil
    default: break
    }
    if words.isSrcset { return .srcset }
    if isData || words.hasAny(of: AttributeWords.images),
      contains("url(", text) || contains("image-set(", text)
    {
      return .css
    }
    if !ImagePath.couldBeReference(text) {
      return isData && isPlainlySrcset(String(text)) ? .srcset : nil
    }
    if ImagePath.isImage(text) {
      guard !words.ends(in: AttributeWords.texts), !words.isTracker else { return nil }
      return isData || showsImage ? .address : nil
    }
    guard !ImagePath.isOther(text) || (showsImage && words.ends(in: ["src", "original"])),
      !words.ends(in: AttributeWords.noImages)
    else { return nil }
    if showsImage {
      return words.hasAny(of: AttributeWords.sources) && ImagePath.isRooted(text) ? .address : nil
    }
    return isData && words.hasAny(of: AttributeWords.images) && ImagePath.isRooted(text)
      ? .address : nil
  }

  /// Converts a list of candidates to the standard syntax.
  ///
  /// Lists of backgrounds may also have media queries in brackets, and bars between the candidates:
  /// `a.jpg 300w
  /// b.jpg 600w [(max-width: 600px)]`.
  static func standardSrcset(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 == "[" || $0 == "|" }) else { return value }
    var bytes: [UInt8] = []
    var depth = 0
    for byte in value.utf8 {
      switch byte {
      case "[": depth += 1
      case "]": depth = max(0, depth - 1)
      case "|" where depth == 0: bytes += Array(", ".utf8)
      default: if depth == 0 { bytes.append(byte) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether it contains a placeholder for a script: `{{url}}`, `{width}`, `<%= a %>`.
  ///
  /// Addresses never contain braces.
  static func isTemplate(_ value: String) -> Bool {
    value.utf8.contains { $0 == "{" || $0 == "}" || $0 == "<" || $0 == "`" }
  }

  /// Whether at least one candidate has a width or density, and all refer to images.
  private static func isPlainlySrcset(_ text: String) -> Bool {
    var count = 0
    var hasDescriptor = false
    var isPlain = true
    Srcset.parse(text.utf8.span) { candidate in
      count += 1
      if candidate.width != nil || candidate.density != nil { hasDescriptor = true }
      if !(ImagePath.isImage(candidate.url) || ImagePath.isRooted(candidate.url)) {
        isPlain = false
      }
    }
    return count > 0 && hasDescriptor && isPlain
  }

  private static func contains(_ word: StaticString, _ text: Substring) -> Bool {
    text.utf8.span.firstIndex(of: word) != nil
  }
}
