/// The language of a document as its author declares it (HTML standard, section 3.2.6.2).
public enum DeclaredLanguage {
  /// The maximum number of bytes of a language; a longer text is none (BCP 47 needs 35).
  static let maximumLength = 64

  /// The language of a `lang` attribute; empty if the attribute says that it is unknown, or says
  /// nothing usable.
  public static func attribute(_ value: String) -> String {
    let words = value.split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let tag = words.first, tag.utf8.count <= maximumLength else {
      return ""
    }
    return String(tag)
  }

  /// The language of a `Content-Language` header or the `meta` element in its place; `nil` for a list
  /// of several, which says who is addressed and not what the text is written in.
  public static func header(_ value: String) -> String? {
    guard !value.contains(","), let tag = value.split(whereSeparator: \.isWhitespace).first,
      tag.utf8.count <= maximumLength
    else { return nil }
    return String(tag)
  }
}
