import Files
import FoundationEssentials

/// What a stream can show besides text: colours and links.
struct TerminalStyle {
  /// Whether text may have colours: on a terminal, unless `NO_COLOR` is set (no-color.org).
  var hasColours: Bool
  /// Whether text may be a link (OSC 8): on a terminal that is not known to be without.
  var hasLinks: Bool

  /// Finds out what a stream can show.
  init(
    isTerminal: Bool, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let kind = environment["TERM"] ?? "dumb"
    let isCapable = isTerminal && kind != "dumb"
    hasColours = isCapable && (environment["NO_COLOR"] ?? "").isEmpty
    // The console of Linux shows the characters of a link.
    hasLinks = isCapable && kind != "linux"
  }

  /// Returns the pieces of a text, each with what controls the terminal before it.
  func pieces(_ lines: [TextLine]) -> [(control: String, text: String)] {
    var pieces: [(control: String, text: String)] = []
    var control = ""
    for part in lines.map(\.parts).joined(separator: [TextLine.Part(text: "\n")]) {
      let (start, end) = controls(of: part.style)
      pieces.append((control + start, part.text))
      control = end
    }
    pieces.append((control, "\n"))
    return pieces
  }

  private func controls(of style: TextLine.Style) -> (start: String, end: String) {
    let number: String
    switch style {
    case .plain: return ("", "")
    case .link(let address):
      return hasLinks ? ("\u{1B}]8;;\(address)\u{1B}\\", "\u{1B}]8;;\u{1B}\\") : ("", "")
    case .good: number = "32"
    case .warning: number = "33"
    case .bad: number = "31"
    }
    return hasColours ? ("\u{1B}[\(number)m", "\u{1B}[0m") : ("", "")
  }

  /// The address of a file, for a link: terminals open it only on the machine that it names.
  static func fileAddress(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var text = "file://" + ProcessInfo.processInfo.hostName
    for byte in whole.utf8 {
      let isPlain = Self.plain.contains(byte)
      text += isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte)
    }
    return text
  }

  private static let plain = Set(
    "/-._~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + digits : digits
  }
}
