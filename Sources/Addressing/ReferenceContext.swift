import Bytes

/// The part of the base that determines what a reference means, for references where it depends on
/// the text alone.
///
/// If the bases of two documents agree in that part, the same reference means the same address in
/// both, so the result can be reused. Follows the URL standard's parser (§4.4) for bases with the
/// schemes `http` and `https`; `ReferenceContextTests` compares it with the parser.
public enum ReferenceContext: Sendable, Hashable {
  /// Nothing: the reference is an absolute address.
  case nothing
  /// The scheme, host and port.
  case origin
  /// The origin, and the path up to its last slash.
  case folder

  /// Classifies a reference; returns `nil` if its meaning depends on more, or if the parser does
  /// not copy it byte by byte.
  public init?(of reference: Span<UInt8>) {
    guard let first = reference.isEmpty ? nil : reference[0], first != UInt8(ascii: "?"),
      first != UInt8(ascii: "#"), Self.isPlain(reference)
    else { return nil }
    if first == UInt8(ascii: "/") {
      self = .origin
      return
    }
    // Whether what was read so far are the characters of a scheme (URL §4.3).
    var mayBeScheme = true
    let punctuation = ASCIISet.schemePunctuation
    for index in reference.indices {
      let byte = reference[index]
      switch byte {
      case UInt8(ascii: ":"):
        // What is before it may be no scheme, and then it belongs to a path.
        guard mayBeScheme, index > 0 else {
          mayBeScheme = false
          break
        }
        // "http:x" is relative to a base of the same scheme.
        guard index + 2 < reference.count, reference[index + 1] == UInt8(ascii: "/"),
          reference[index + 2] == UInt8(ascii: "/")
        else { return nil }
        self = .nothing
        return
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"):
        self = .folder
        return
      default:
        mayBeScheme =
          mayBeScheme
          && (byte.isASCIILetter || index > 0 && (byte.isASCIIDigit || punctuation.contains(byte)))
      }
    }
    self = .folder
  }

  /// Whether the parser copies each byte: white space is removed, a backslash may be a slash, and
  /// non-ASCII letters depend on the encoding.
  private static func isPlain(_ reference: Span<UInt8>) -> Bool {
    guard reference.count >= 8 else {
      for index in reference.indices {
        let byte = reference[index]
        guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return false }
      }
      return true
    }
    var index = 0
    while index <= reference.count - 8 {
      guard isPlain(reference.word(at: index)) else { return false }
      index += 8
    }
    // Some bytes are checked twice.
    return isPlain(reference.word(at: reference.count - 8))
  }

  /// Checks eight bytes.
  ///
  /// If all are ASCII, no sum carries into the next byte; a byte that is not ASCII is detected by
  /// its own high bit, whatever the sums are.
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let afterSpace = word &+ 0x5F * ones
    let isDelete = word &+ ones
    let notBackslash = (word ^ 0x5C * ones) &+ 0x7F * ones
    return afterSpace & notBackslash & ~isDelete & ~word & ones << 7 == ones << 7
  }

  /// Returns the part of a base that determines the meaning.
  public func part(of base: AddressBase) -> String {
    switch self {
    case .nothing: ""
    case .origin: base.root
    case .folder: base.folder
    }
  }
}
