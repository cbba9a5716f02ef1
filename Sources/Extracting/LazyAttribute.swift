import Markup

/// Says whether an attribute that HTML does not know holds an image for a script to show.
///
/// There are as many dialects as there are scripts. What counts: a value that plainly is an image's
/// address, in any `data-` attribute; one that is only an address where the name says the rest.
enum LazyAttribute {
  /// How such a value is written.
  enum Syntax { case address, srcset, css, json, markup }

  /// How the value is to be read; `nil` where it is no image.
  ///
  /// - Parameters:
  ///   - value: The value of the attribute.
  ///   - name: The name of the attribute.
  ///   - showsImage: Whether the element is one that shows an image, as `img` does.
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

  /// What stands in the place of a value that a script puts in: `{{url}}`, `{width}`, `<%= a %>`.
  ///
  /// Addresses are never written with braces.
  static func isTemplate(_ value: String) -> Bool {
    value.utf8.contains { $0 == "{" || $0 == "}" || $0 == "<" || $0 == "`" }
  }

  /// Whether at least one candidate has a width or density, and each leads to an image.
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

extension Span where Element == UInt8 {
  /// Where an ASCII word in lower case first stands, in any case; `nil` where it does not.
  ///
  /// `length` is how much is searched.
  func firstIndex(
    of word: StaticString, from start: Int = 0, within length: Int = .max
  ) -> Int? {
    // Short words are held in the string itself, without an allocation.
    let wanted = word.description.utf8
    guard let first = wanted.first else { return start }
    var at = start
    let last = Swift.min(count, length) - wanted.count
    while at <= last {
      if self[at].asciiLowercased == first {
        var next = at
        var isSame = true
        for byte in wanted {
          if self[next].asciiLowercased != byte {
            isSame = false
            break
          }
          next += 1
        }
        if isSame { return at }
      }
      at += 1
    }
    return nil
  }
}
