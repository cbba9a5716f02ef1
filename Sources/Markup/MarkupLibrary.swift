internal import CLibxml2

/// The libxml2 this program runs with.
public enum MarkupLibrary {
  /// The version that is linked, such as `2.9.14`.
  public static var version: String {
    // The macro of the header, `xmlParserVersion`, is a call.
    guard let text = __xmlParserVersion()?.pointee else { return "" }
    let digits = String(cString: text).prefix { $0.isNumber }
    guard let number = Int(digits) else { return String(digits) }
    return "\(number / 10000).\(number / 100 % 100).\(number % 100)"
  }

  /// Prepares the library's global tables; safe from any thread, done once.
  static func prepare() { _ = prepared }

  private static let prepared: Void = xmlInitParser()
}
