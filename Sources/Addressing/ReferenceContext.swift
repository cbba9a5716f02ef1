/// How much of the base decides what a reference means, for references whose text alone tells.
///
/// Two documents whose bases agree in that part mean the same address by the same reference, so what
/// it led to need not be worked out again. Follows the URL standard's parser (§4.4) for bases with the
/// schemes `http` and `https`; `ReferenceContextTests` holds it against the parser.
public enum ReferenceContext: Sendable, Hashable {
  /// Nothing: it is a whole address.
  case nothing
  /// The scheme, the host and the port.
  case origin
  /// That, and the path up to its last slash.
  case folder

  /// Judges a reference; `nil` for one whose meaning depends on more, or which the parser does not
  /// take byte by byte as it stands.
  public init?(of reference: Span<UInt8>) {
    guard let first = reference.isEmpty ? nil : reference[0], first != UInt8(ascii: "?"),
      first != UInt8(ascii: "#"), Self.isPlain(reference)
    else { return nil }
    if first == UInt8(ascii: "/") {
      self = .origin
      return
    }
    for index in reference.indices {
      switch reference[index] {
      case UInt8(ascii: ":"):
        // "http:x" is relative to a base of the same scheme.
        guard index > 0, index + 2 < reference.count, reference[index + 1] == UInt8(ascii: "/"),
          reference[index + 2] == UInt8(ascii: "/")
        else { return nil }
        self = .nothing
        return
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"):
        self = .folder
        return
      default: break
      }
    }
    self = .folder
  }

  /// Whether the parser takes each byte as it stands: space is taken away, a backslash may be a slash,
  /// other letters depend on the encoding.
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
    // Some bytes are looked at twice.
    return isPlain(reference.word(at: reference.count - 8))
  }

  /// The same of eight bytes: where all are ASCII no sum carries into the next byte, and where one is
  /// not its own high bit says so, whatever the sums are.
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let afterSpace = word &+ 0x5F * ones
    let isDelete = word &+ ones
    let notBackslash = (word ^ 0x5C * ones) &+ 0x7F * ones
    return afterSpace & notBackslash & ~isDelete & ~word & ones << 7 == ones << 7
  }

  /// The part of a base that decides.
  public func part(of base: AddressBase) -> String {
    switch self {
    case .nothing: ""
    case .origin: base.root
    case .folder: base.folder
    }
  }
}
