import CRE2

/// A regular expression that matches in time linear in the text.
///
/// The syntax is RE2's: Perl's without back-references and look-around.
public final class Pattern: @unchecked Sendable {
  // Sendable by proof: the compiled expression never changes after `init`, and RE2 documents
  // matching as safe from many threads at once. It is freed in `deinit`, when no thread can be
  // matching.

  /// The expression as written.
  public let text: String
  private let compiled: OpaquePointer

  /// Compiles an expression; throws `PatternError` with RE2's message if it is invalid.
  public init(_ text: String) throws(PatternError) {
    self.text = text
    var message = [CChar](repeating: 0, count: 256)
    let utf8 = Array(text.utf8CString)
    guard
      let compiled = magpie_pattern_compile(utf8, utf8.count - 1, &message, message.count)
    else {
      let end = message.firstIndex(of: 0) ?? message.endIndex
      let words = String(decoding: message[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw PatternError(text: text, reason: words)
    }
    self.compiled = compiled
  }

  deinit { magpie_pattern_free(compiled) }

  /// Whether the expression matches anywhere in `subject`.
  public func occurs(in subject: String) -> Bool {
    var subject = subject
    return subject.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        magpie_pattern_occurs(compiled, characters.baseAddress, characters.count)
      }
    }
  }
}

/// Why a text is not a valid regular expression.
public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  public let text: String
  /// What is wrong with it.
  public let reason: String

  /// The text and what is wrong with it, in a sentence.
  public var description: String {
    "'\(text)' is not a regular expression: \(reason)" + (advice.map { ". \($0)" } ?? "")
  }

  /// What to do instead of what RE2 does not have; `nil` for other errors.
  private var advice: String? {
    let lookAround = ["(?=", "(?!", "(?<=", "(?<!"]
    if lookAround.contains(where: text.contains), reason.contains("perl operator") {
      return "The syntax is RE2's, which has no look-ahead and look-behind, so that no pattern can "
        + "stall a crawl; use an --include and an --exclude together instead."
    }
    let isReference =
      reason.hasPrefix("invalid escape sequence: \\")
      && reason.last.map { ("1"..."9").contains($0) } == true
    return isReference ? "The syntax is RE2's, which has no back-references." : nil
  }
}
