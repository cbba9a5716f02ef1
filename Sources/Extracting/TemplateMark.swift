import Bytes

/// Parts of a reference that a template engine would have replaced.
enum TemplateMark {
  /// Whether a reference has one: `{{url}}`, `${url}`, `{% url %}`, `<%= url %>`; in one of an
  /// image also `#{url}`, `[[url]]` and `%s`, which in other references may be meant.
  ///
  /// Brackets that are percent-encoded are part of an address.
  static func isIn(_ reference: String, ofImage: Bool) -> Bool {
    let utf8 = reference.utf8
    let text = utf8.span
    // Nearly all references have none of these.
    guard text.hasAny(of: UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "[")) else {
      return false
    }
    var last: UInt8 = 0
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case "{": if last == "{" || last == "$" || (last == "#" && ofImage) { return true }
      case "%":
        if last == "{" || last == "<" { return true }
        if ofImage, isFormat(text, index + 1) { return true }
      case "[": if last == "[", ofImage { return true }
      default: break
      }
      last = byte
    }
    return false
  }

  /// Whether the format of a string follows, and no hexadecimal digits.
  private static func isFormat(_ text: Span<UInt8>, _ next: Int) -> Bool {
    guard next < text.count, text[next] == "s" || text[next] == "d" || text[next] == "@" else {
      return false
    }
    return next + 1 == text.count || !text[next + 1].isASCIIAlphanumeric
  }
}
