/// A word of a command that the user can type or paste.
enum ShellWord {
  private static let plain = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+,-./:=@_")

  /// Returns a text as one word of a POSIX shell (XCU §2.2): as it is if no character of it means
  /// something there, otherwise between single quotes.
  static func quoted(_ text: some CustomStringConvertible) -> String {
    let text = "\(text)"
    if !text.isEmpty, text.allSatisfy(plain.contains) { return text }
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
