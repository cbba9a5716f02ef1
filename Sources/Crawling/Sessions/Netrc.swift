import Addressing

/// The names and passwords of a `.netrc` file, as ftp(1), curl and wget read it.
///
/// The words are `machine NAME`, `default`, `login`, `password` and `account`, with white space between
/// them; a value may stand in double quotes. `macdef` and the lines behind it are ignored, and so is
/// the rest of a line from a `#` in place of a word.
struct Netrc: Sendable {
  /// The names and passwords for one host, or for all that have no entry of their own.
  private struct Entry {
    /// The host in lower case; `nil` for all.
    var host: String?
    var login = ""
    var password = ""
  }

  private var entries: [Entry] = []
  /// For each word that has no meaning, its line; without the word, which may be secret.
  private(set) var problems: [String] = []

  /// Reads the text of a file.
  init(_ bytes: [UInt8]) {
    var words = Words(bytes)
    while let word = words.next() {
      switch word.text {
      case "machine": entries.append(Entry(host: words.value().lowercased()))
      case "default": entries.append(Entry())
      case "login", "user": set(\.login, words.value(), word.line)
      case "password", "passwd": set(\.password, words.value(), word.line)
      case "account": _ = words.value()
      case "macdef": words.skipMacro()
      default: problems.append("line \(word.line): a word that netrc does not have")
      }
    }
  }

  private mutating func set(_ part: WritableKeyPath<Entry, String>, _ value: String, _ line: Int) {
    guard !entries.isEmpty else {
      problems.append("line \(line): no machine is named before it")
      return
    }
    entries[entries.count - 1][keyPath: part] = value
  }

  /// The name and password for a host.
  ///
  /// - Parameters:
  ///   - host: the host.
  ///   - login: the name that they must be for; empty for any.
  /// - Returns: `nil` if there is no entry.
  func credentials(for host: String, login: String = "") -> Credentials? {
    let entry =
      entries.first { $0.host == host && (login.isEmpty || $0.login == login) }
      ?? entries.first { $0.host == nil && (login.isEmpty || $0.login == login) }
    guard let entry, !entry.login.isEmpty || !entry.password.isEmpty else { return nil }
    return Credentials(user: Self.encoded(entry.login), password: Self.encoded(entry.password))
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
    }.joined()
  }

  /// The words of a file.
  private struct Words {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next word that is not in a comment, with its line.
    mutating func next() -> (text: String, line: Int)? {
      while skipSpace(), bytes[index] == UInt8(ascii: "#") { skipLine() }
      guard index < bytes.count else { return nil }
      let start = line
      return (text: word(), line: start)
    }

    /// The value behind a word; it may begin like a comment.
    mutating func value() -> String { skipSpace() ? word() : "" }

    /// Skips the lines of a macro, down to an empty one.
    mutating func skipMacro() {
      repeat {
        skipLine()
      } while index < bytes.count && bytes[index] != 0x0A && bytes[index] != 0x0D
    }

    private mutating func skipLine() {
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      guard index < bytes.count else { return }
      index += 1
      line += 1
    }

    /// Skips white space; returns whether anything follows.
    private mutating func skipSpace() -> Bool {
      while index < bytes.count, bytes[index] <= 0x20 {
        if bytes[index] == 0x0A { line += 1 }
        index += 1
      }
      return index < bytes.count
    }

    private mutating func word() -> String {
      var word: [UInt8] = []
      let isQuoted = bytes[index] == UInt8(ascii: "\"")
      if isQuoted { index += 1 }
      while index < bytes.count {
        let byte = bytes[index]
        if isQuoted ? byte == UInt8(ascii: "\"") || byte == 0x0A : byte <= 0x20 { break }
        if isQuoted, byte == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
        word.append(bytes[index])
        index += 1
      }
      if isQuoted, index < bytes.count, bytes[index] != 0x0A { index += 1 }
      return String(decoding: word, as: UTF8.self)
    }
  }
}
