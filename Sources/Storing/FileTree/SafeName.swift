import Bytes
import Addressing

/// Creates names that are valid on every file system, from untrusted text.
///
/// A safe name is UTF-8 in normalisation form C and at most ``lengthLimit`` bytes long. It has no
/// control, format, invisible or reserved character (`<>:"/\|?*`), does not begin with a dot, a
/// hyphen, a tilde, a space or a combining mark, does not end with a dot or a space, and is not a
/// device name of Windows.
enum SafeName {
  /// The maximum length of a name in bytes.
  static let lengthLimit = 120
  /// The maximum number of bytes read from a segment; the rest would be cut anyway.
  private static let segmentLimit = 2048

  /// Returns the name for a segment of a path, which may still be too long; empty for an empty
  /// segment.
  ///
  /// The segment is percent-decoded if the result is UTF-8.
  static func cleaned(_ segment: Substring) -> String {
    if isPlain(segment) { return String(segment) }
    let encoded = segment.utf8.prefix(segmentLimit)
    let decoded = String(validating: PercentEncoding.decode(encoded), as: UTF8.self)
    // Remaining escapes stay as written; decoded characters that are not allowed are replaced.
    return cleaned(text: decoded ?? String(decoding: encoded, as: UTF8.self))
  }

  /// Whether a segment is already a safe name: letters, digits, hyphens, underscores and inner
  /// dots, and an initial that no device name has.
  private static func isPlain(_ segment: Substring) -> Bool {
    let text = segment.utf8
    let bytes = text.span
    guard bytes.count > 0, bytes.count <= lengthLimit, bytes[0].isASCIIAlphanumeric,
      bytes[bytes.count - 1] != UInt8(ascii: "."), !deviceInitials.contains(bytes[0] | 0x20)
    else { return false }
    for index in bytes.indices {
      let byte = bytes[index]
      guard
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: ".")
      else { return false }
    }
    return true
  }

  /// The initials of the device names of Windows.
  private static let deviceInitials = Array("acnlp".utf8)

  /// Returns the name for any text, which may still be too long; empty for an empty text.
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

  /// Returns the longest prefix of a name within a limit that does not cut a character.
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
      // One character with very many combining marks.
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

  /// Whether a character combines with the one before it.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: scalar.properties.isGraphemeExtend
    }
  }

  /// Whether it is a device name of Windows, with or without an extension.
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
