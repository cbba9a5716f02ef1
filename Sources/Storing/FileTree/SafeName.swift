import Addressing

/// Makes names that every file system takes, from text that anybody may have written.
///
/// A safe name is UTF-8 in normalisation form C and at most ``lengthLimit`` bytes long; it has no
/// control, format, invisible or reserved character (`<>:"/\|?*`), does not begin with a dot, a
/// hyphen, a tilde, a space or a mark that would join what stands before it, does not end with a
/// dot or a space, and is none of the names that Windows keeps for devices.
enum SafeName {
  /// The most bytes of a name.
  static let lengthLimit = 120
  /// The most bytes of a segment that are looked at; what follows would be cut off anyway.
  private static let segmentLimit = 2048

  /// The name for a segment of a path, which may still be too long; empty for an empty segment.
  ///
  /// Percent-encoding is undone where that gives UTF-8.
  static func cleaned(_ segment: Substring) -> String {
    if isPlain(segment) { return String(segment) }
    let encoded = segment.utf8.prefix(segmentLimit)
    let decoded = String(validating: PercentEncoding.decode(encoded), as: UTF8.self)
    // Each escape that is left over stays as it is written; what was decoded is replaced.
    return cleaned(text: decoded ?? String(decoding: encoded, as: UTF8.self))
  }

  /// Whether a segment is its own name: letters, digits, hyphens, underscores and dots within, and
  /// no beginning that a device's name could have.
  private static func isPlain(_ segment: Substring) -> Bool {
    let text = segment.utf8
    let bytes = text.span
    guard bytes.count > 0, bytes.count <= lengthLimit, bytes[0].isLetterOrDigit,
      bytes[bytes.count - 1] != UInt8(ascii: "."), !deviceInitials.contains(bytes[0] | 0x20)
    else { return false }
    for index in bytes.indices {
      let byte = bytes[index]
      guard
        byte.isLetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: ".")
      else { return false }
    }
    return true
  }

  /// The first letters of what Windows keeps for devices.
  private static let deviceInitials = Array("acnlp".utf8)

  /// The name for any text, which may still be too long; empty for an empty text.
  static func cleaned(text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.precomposed {
      scalars.append(isSafe(scalar) ? scalar : "_")
    }
    guard let first = scalars.first, let last = scalars.last else { return "" }
    if first == "." || first == "-" || first == "~" || first == " " {
      scalars.replaceSubrange(...scalars.startIndex, with: ["_"])
    }
    if isMark(first) { scalars.insert("_", at: scalars.startIndex) }
    if last == "." || last == " " {
      scalars.removeLast()
      scalars.append("_")
    }
    return isDevice(scalars) ? "_" + String(scalars) : String(scalars)
  }

  /// The longest beginning of a name that is no longer than a limit and does not cut a character
  /// in two.
  static func cut(_ name: String, to limit: Int) -> String {
    guard name.utf8.count > limit else { return name }
    var end = name.startIndex
    var length = 0
    for index in name.indices {
      length += name[index].utf8.count
      guard length <= limit else { break }
      end = name.index(after: index)
    }
    if end == name.startIndex {
      // One character with a great many marks.
      let scalars = name.unicodeScalars
      length = 0
      for index in scalars.indices {
        length += UTF8.width(scalars[index])
        guard length <= limit else { break }
        end = scalars.index(after: index)
      }
    }
    var start = name[..<end]
    while start.last == "." || start.last == " " { start.removeLast() }
    return start.isEmpty ? "_" : String(start)
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "<", ">", ":", "\"", "/", "\\", "|", "?", "*": return false
      default: return scalar.value >= 0x20 && scalar.value != 0x7F
      }
    }
    if scalar.properties.isDefaultIgnorableCodePoint { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  /// Whether a character is drawn onto the one before it.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: scalar.properties.isGraphemeExtend
    }
  }

  /// Whether Windows keeps the name for a device, with or without an extension.
  private static func isDevice(_ name: String.UnicodeScalarView) -> Bool {
    var base = name.prefix { $0 != "." }
    while base.last == " " { base.removeLast() }
    guard base.count <= 7 else { return false }
    let upper = String(base).uppercased()
    switch upper {
    case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$": return true
    default:
      guard upper.hasPrefix("COM") || upper.hasPrefix("LPT"), upper.count == 4 else {
        return false
      }
      return upper.last.map { "0123456789¹²³".contains($0) } ?? false
    }
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10
  }
}
