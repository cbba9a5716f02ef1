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
      first != UInt8(ascii: "#")
    else { return nil }
    var isInPath = first == UInt8(ascii: "/")
    var isWhole = false
    for index in reference.indices {
      let byte = reference[index]
      // Space is taken away, a backslash may be a slash, other letters depend on the encoding.
      guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return nil }
      guard !isInPath else { continue }
      switch byte {
      case UInt8(ascii: ":"):
        // "http:x" is relative to a base of the same scheme.
        guard index > 0, index + 2 < reference.count, reference[index + 1] == UInt8(ascii: "/"),
          reference[index + 2] == UInt8(ascii: "/")
        else { return nil }
        isWhole = true
        isInPath = true
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): isInPath = true
      default: break
      }
    }
    self = isWhole ? .nothing : first == UInt8(ascii: "/") ? .origin : .folder
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
