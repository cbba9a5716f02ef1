import Bytes
import Markup

/// Recognises non-standard attributes with an image that a script will show.
///
/// Every script library has its own names. An attribute counts if it is a `data-` attribute and its
/// value clearly is the address of an image, or if its value is an address and its name denotes an
/// image.
enum LazyAttribute {
  /// The syntax of such a value.
  enum Syntax {
    case address, srcset, css, markup
    /// Several references, see `ReferenceList`.
    case list([Srcset.Candidate])
    /// JSON, or an array or object of a script.
    case data
  }

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
    case "{", "[": return isData && !isUnfilled(text) ? .data : nil
    // A list may begin with a width: "<480:a.jpg".
    case "<" where !(text.utf8.dropFirst().first?.isASCIIDigit ?? false):
      return isData && contains("<img", text) ? .markup : nil
    case "#", "&", "?": return nil
    default: break
    }
    if words.isSrcset { return .srcset }
    if isData || words.hasAny(of: AttributeWords.images),
      contains("url(", text) || contains("image-set(", text)
    {
      return .css
    }
    var isOfImages: Bool {
      !words.ends(in: AttributeWords.noImages)
        && words.hasAny(of: showsImage ? AttributeWords.sources : AttributeWords.images)
    }
    guard isData || showsImage else { return nil }
    let isReference = ImagePath.couldBeReference(text)
    if !isReference || text.utf8.span.hasAny(of: UInt8(ascii: ","), UInt8(ascii: ";"), 0),
      let list = ReferenceList.candidates(text, areImages: isOfImages),
      !words.ends(in: AttributeWords.texts), !words.isTracker
    {
      return .list(list)
    }
    guard isReference else { return nil }
    if ImagePath.isImage(text) {
      guard !words.ends(in: AttributeWords.texts), !words.isTracker else { return nil }
      return .address
    }
    guard !ImagePath.isOther(text) || (showsImage && words.ends(in: ["src", "original"]))
    else { return nil }
    return ImagePath.isRooted(text) && isOfImages ? .address : nil
  }

  /// Whether it contains a placeholder for a script: `{{url}}`, `{width}`, `<%= a %>`.
  ///
  /// Addresses never contain braces.
  static func isTemplate(_ value: some StringProtocol) -> Bool {
    value.utf8.contains { $0 == "{" || $0 == "}" || $0 == "<" || $0 == "`" }
  }

  /// Whether it begins with a placeholder: `{{url}}`, `{% url %}`, `[[url]]`.
  static func isUnfilled(_ text: Substring) -> Bool {
    let start = text.utf8.prefix(3)
    return switch Array(start.prefix(2)) {
    case Array("{{".utf8), Array("{%".utf8), Array("{#".utf8): true
    // An array of arrays of strings or objects also begins like this.
    case Array("[[".utf8): start.last.map { $0 != "\"" && $0 != "'" && $0 != "{" } ?? true
    default: false
    }
  }

  private static func contains(_ word: StaticString, _ text: Substring) -> Bool {
    text.utf8.span.firstIndex(of: word) != nil
  }
}

extension UInt8 {
  /// Whether it separates references in a list.
  var separatesReferences: Bool {
    self == "," || self == ";" || self == "|" || isASCIIWhitespace
  }
}

extension Span where Element == UInt8 {
  /// Whether it may be a list of references.
  var hasSeparator: Bool {
    for index in indices where self[index].separatesReferences { return true }
    return false
  }
}
