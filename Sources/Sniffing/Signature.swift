import Bytes

/// The first bytes that identify a container format.
struct Signature {
  /// The result of comparing the first bytes of a file with the signatures.
  enum Recognition {
    /// They are the signature of this container.
    case found(Container)
    /// They are too few to decide.
    case undecided
    /// They are not the signature of a known container.
    case unknown
  }

  private enum Match { case all, soFar, none }

  /// The bytes; `nil` matches any byte.
  private let pattern: [UInt8?]
  private let container: Container

  private init(_ container: Container, _ pattern: [UInt8?]) {
    self.pattern = pattern
    self.container = container
  }

  /// Returns the container of the first bytes.
  static func recognise(_ bytes: Span<UInt8>) -> Recognition {
    var recognition = Recognition.unknown
    for signature in all {
      switch signature.match(bytes) {
      case .all: return .found(signature.container)
      case .soFar: recognition = .undecided
      case .none: break
      }
    }
    if case .unknown = recognition, let first = bytes.count > 0 ? bytes[0] : nil,
      first == UInt8(ascii: "<") || first.isASCIIWhitespace
    {
      return .found(.markup)
    }
    return recognition
  }

  private func match(_ bytes: Span<UInt8>) -> Match {
    for position in pattern.indices {
      guard position < bytes.count else { return .soFar }
      if let expected = pattern[position], expected != bytes[position] { return .none }
    }
    return .all
  }

  private static let all: [Signature] = [
    Signature(.jpeg, [0xFF, 0xD8, 0xFF]),
    Signature(.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    Signature(.gif, text("GIF87a")),
    Signature(.gif, text("GIF89a")),
    Signature(.webp, text("RIFF") + [nil, nil, nil, nil] + text("WEBP")),
    // No real file type box has 64 KiB or more.
    Signature(.isoMedia, [0, 0, nil, nil] + text("ftyp")),
    Signature(.jxlContainer, [0, 0, 0, 12] + text("JXL ") + [0x0D, 0x0A, 0x87, 0x0A]),
    Signature(.jxlCodestream, [0xFF, 0x0A]),
    Signature(.ico, [0, 0, 1, 0]),
    // A cursor: the MIME sniffing standard, section 6.1, treats it as image/x-icon.
    Signature(.ico, [0, 0, 2, 0]),
    Signature(.tiff, [0x49, 0x49, 0x2A, 0]),
    Signature(.tiff, [0x4D, 0x4D, 0, 0x2A]),
    Signature(.tiff, [0x49, 0x49, 0x2B, 0]),
    Signature(.tiff, [0x4D, 0x4D, 0, 0x2B]),
    Signature(.bmp, text("BM")),
    // Byte order marks, and UTF-16 without one, as in appendix F of the XML standard.
    Signature(.markup, [0xEF, 0xBB, 0xBF]),
    Signature(.markup, [0xFF, 0xFE]),
    Signature(.markup, [0xFE, 0xFF]),
    Signature(.markup, [0x3C, 0]),
    Signature(.markup, [0, 0x3C]),
  ]

  private static func text(_ text: String) -> [UInt8?] { text.utf8.map { $0 } }
}
