import Bytes

/// The words and separators of a list of references.
///
/// A separator inside a word only counts if there are plain references before and after it, since
/// addresses contain these characters, too: `/w_400,h_300/a.jpg`.
struct ListWords {
  enum Token {
    case separator, bracket
    case word(Range<Int>)
  }

  /// The maximum length of a key before a reference.
  private static let longestKey = 24
  /// The number of bytes before a separator that can show the extension.
  private static let longestName = 64

  private(set) var bracketDepth = 0
  private var position = 0

  /// Returns the next token; `nil` at the end.
  ///
  /// - Parameters:
  ///   - text: the list, the same for each call.
  ///   - isReference: whether the next word may be a reference.
  /// - Returns: the token; conditions in parentheses are skipped.
  mutating func next(in text: Span<UInt8>, isReference: Bool) -> Token? {
    while position < text.count {
      switch text[position] {
      case ",", ";", "|":
        position += 1
        return .separator
      case "[":
        position += 1
        bracketDepth += 1
        return .bracket
      case "]":
        position += 1
        bracketDepth = max(0, bracketDepth - 1)
        return .bracket
      case "(": skipCondition(text)
      case "'", "\"": return .word(quoted(text))
      case let byte where byte.isASCIIWhitespace: position += 1
      default: return .word(word(text, isReference))
      }
    }
    return nil
  }

  private mutating func skipCondition(_ text: Span<UInt8>) {
    var depth = 0
    repeat {
      if text[position] == "(" { depth += 1 }
      if text[position] == ")" { depth -= 1 }
      position += 1
    } while position < text.count && depth > 0
  }

  private mutating func quoted(_ text: Span<UInt8>) -> Range<Int> {
    let mark = text[position]
    let start = position + 1
    position = start
    while position < text.count, text[position] != mark { position += 1 }
    defer { position += 1 }
    return start..<position
  }

  private mutating func word(_ text: Span<UInt8>, _ isReference: Bool) -> Range<Int> {
    let start = position
    var name = start
    var query = -1
    var hasSlashInQuery = false
    while position < text.count, !text[position].isASCIIWhitespace {
      switch text[position] {
      case "]" where bracketDepth > 0: return start..<position
      case "/":
        if query < 0 { name = position + 1 } else { hasSlashInQuery = true }
      case "?", "#":
        if query < 0 { query = position }
      case ",", ";", "|":
        let end = query < 0 ? position : query
        var isImage: Bool {
          ImagePath.isImage(text.extracting(max(name, end - Self.longestName)..<end))
        }
        // What is cheap comes first: `a,a,a` has a separator at every second byte. Commands for
        // images in a query have names of files, too.
        if !isReference || endsWord(text)
          || isAbsolute(text) && (Self.isRooted(text, start) || isImage)
          || !hasSlashInQuery && mayBeImage(text) && isImage
        {
          return start..<position
        }
      default: break
      }
      position += 1
    }
    return start..<position
  }

  /// Whether the separator at the current position is at the end of a word.
  private func endsWord(_ text: Span<UInt8>) -> Bool {
    let next = position + 1
    return next >= text.count || text[next].isASCIIWhitespace || text[next].separates
      || text[next] == "[" || text[next] == "]"
  }

  private func isAbsolute(_ text: Span<UInt8>) -> Bool {
    let next = position + 1
    return text.matches("//", at: next) || text.matchesIgnoringASCIICase("http://", at: next)
      || text.matchesIgnoringASCIICase("https://", at: next)
  }

  private static func isRooted(_ text: Span<UInt8>, _ start: Int) -> Bool {
    text[start] == "/" || text.matchesIgnoringASCIICase("http", at: start)
  }

  /// Whether the word after the current position is plainly an image.
  private func mayBeImage(_ text: Span<UInt8>) -> Bool {
    let next = position + 1
    if text[next] == "/" { return true }
    var end = next
    while end < text.count, !text[end].isASCIIWhitespace, !text[end].separates, text[end] != "]" {
      end += 1
    }
    return ImagePath.isImage(text.extracting(next..<end))
  }

  // MARK: Parts of words

  /// Returns the range of the key that a word begins with, up to its colon; `nil` if there is none.
  static func key(of word: Span<UInt8>) -> Range<Int>? {
    var at = 0
    while at < word.count, at <= longestKey {
      switch word[at] {
      case ":":
        // Two slashes follow a scheme.
        return at == 0 || word.matches("//", at: at + 1) ? nil : 0..<at
      case "<", ">", "-", "_", ".": break
      case let byte where byte.isASCIIDigit || (byte | 0x20) &- 0x61 < 26: break
      default: return nil
      }
      at += 1
    }
    return nil
  }

  /// Returns a word's number and its unit, `w`, `x` or another one; `nil` if it has none.
  static func number(_ word: Span<UInt8>) -> (Double, UInt8)? {
    var end = 0
    var dotCount = 0
    while end < word.count, word[end].isASCIIDigit || word[end] == "." {
      if word[end] == "." { dotCount += 1 }
      end += 1
    }
    guard end > 0, dotCount < 2, end < 16 else { return nil }
    var unit: UInt8 = 0
    if end < word.count {
      unit = word[end]
      let length = unit == "p" && word.matches("x", at: end + 1) ? 2 : 1
      guard word.count == end + length,
        unit == "w" || unit == "x" || unit == "h" || length == 2
      else { return nil }
    }
    return Double(word.text(0..<end)).map { ($0, unit) }
  }
}

extension UInt8 {
  fileprivate var separates: Bool { self == "," || self == ";" || self == "|" }
}
