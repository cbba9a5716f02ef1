internal import CLibxml2

/// The libxml2 library as a whole.
public enum MarkupLibrary {
  /// The version at run time, such as `2.9.14`.
  public static var version: String {
    // The header's macro `xmlParserVersion` is a function call.
    guard let text = __xmlParserVersion()?.pointee else { return "" }
    let digits = String(cString: text).prefix { $0.isNumber }
    guard let number = Int(digits) else { return String(digits) }
    return "\(number / 10000).\(number / 100 % 100).\(number % 100)"
  }

  /// Initialises the library's global tables once; safe from any thread.
  static func prepare() { _ = prepared }

  private static let prepared: Void = xmlInitParser()
}
