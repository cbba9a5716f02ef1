/// One run of the basic URL parser of the URL standard (section 4.4).
///
/// The states of the standard are methods here, and each appends to the canonical text in `output`.
/// Only states reachable for `http` and `https` exist.
struct AddressParser {
  /// The input without tabs and line breaks.
  let bytes: [UInt8]
  let queryEncoder: AddressReader.QueryEncoder?
  let names: InternationalNames?
  var position = 0
  var output: [UInt8] = []
  var hostEnd = 0
  var pathStart = 0
  var pathEnd = 0
  var credentials: Credentials?

  /// Creates a parser for an input that is already trimmed.
  init(
    _ input: Span<UInt8>, queryEncoder: AddressReader.QueryEncoder?, names: InternationalNames?
  ) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(input.count)
    for index in input.indices where !input[index].isTabOrLineEnd { bytes.append(input[index]) }
    self.bytes = bytes
    self.queryEncoder = queryEncoder
    self.names = names
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func parse(
    _ mark: SchemeMark, base: WebAddress?, inherited: Credentials?
  ) throws(Refusal) -> ParsedAddress {
    output.reserveCapacity(bytes.count + (base?.text.utf8.count ?? 0) + 8)
    switch mark {
    case .web(let scheme, _):
      // The mark counts tabs and line breaks, which are removed from `bytes`.
      position = scheme.rawValue.utf8.count + 1
      if let base, base.scheme == scheme, !startsWithTwoSlashes {
        try relative(to: base, inherited)
      } else {
        try authority(scheme)
      }
    case .foreign(let name):
      throw Refusal(.unsupportedScheme(name))
    case .none:
      guard let base else { throw Refusal(.relativeWithoutBase) }
      try relative(to: base, inherited)
    }
    query()
    let fragment = fragment()
    guard output.count <= WebAddress.lengthLimit else { throw Refusal(.tooLong) }
    let layout = WebAddress.Layout(
      hostEnd: UInt32(hostEnd), pathStart: UInt32(pathStart), pathEnd: UInt32(pathEnd))
    return ParsedAddress(
      address: WebAddress(text: String(decoding: output, as: UTF8.self), layout: layout),
      fragment: fragment, credentials: credentials)
  }

  private var startsWithTwoSlashes: Bool {
    position + 1 < bytes.count && bytes[position] == UInt8(ascii: "/")
      && bytes[position + 1] == UInt8(ascii: "/")
  }

  /// The "relative" and "relative slash" states.
  private mutating func relative(to base: WebAddress, _ inherited: Credentials?) throws(Refusal) {
    if let first = current, first.isSlash {
      if position + 1 < bytes.count, bytes[position + 1].isSlash {
        return try authority(base.scheme)
      }
      take(base, upTo: Int(base.layout.pathStart), inherited)
      path()
      return
    }
    switch current {
    case nil, UInt8(ascii: "#"):
      take(base, upTo: base.text.utf8.count, inherited)
      pathEnd = Int(base.layout.pathEnd)
    case UInt8(ascii: "?"):
      take(base, upTo: Int(base.layout.pathEnd), inherited)
      pathEnd = output.count
    default:
      take(base, upTo: Int(base.layout.pathEnd), inherited)
      dropLastSegment()
      segments()
    }
  }

  private mutating func take(_ base: WebAddress, upTo end: Int, _ inherited: Credentials?) {
    output.append(contentsOf: base.text.utf8.prefix(end))
    hostEnd = Int(base.layout.hostEnd)
    pathStart = Int(base.layout.pathStart)
    credentials = inherited
  }

  /// The "query" state; nothing happens if there is no question mark.
  private mutating func query() {
    guard current == UInt8(ascii: "?") else { return }
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
    let text = bytes[(position + 1)..<end]
    position = end
    output.append(UInt8(ascii: "?"))
    guard let queryEncoder else {
      output.append(text, encoding: .specialQuery)
      return
    }
    let encoded = queryEncoder(String(decoding: text, as: UTF8.self))
    output.append(encoded[...], encoding: .specialQuery)
  }

  /// The "fragment" state; returns `nil` if there is no number sign.
  private mutating func fragment() -> String? {
    guard current == UInt8(ascii: "#") else { return nil }
    var encoded: [UInt8] = []
    encoded.append(bytes[(position + 1)...], encoding: .fragment)
    return String(decoding: encoded, as: UTF8.self)
  }
}

/// The error thrown inside the parser; the reader adds the input.
struct Refusal: Error {
  let code: AddressError.Code

  init(_ code: AddressError.Code) { self.code = code }
}

extension UInt8 {
  @inline(__always) var isTabOrLineEnd: Bool { self == 0x09 || self == 0x0A || self == 0x0D }

  /// Whether it is a C0 control or a space, which the standard removes at both ends of an input.
  @inline(__always) var isControlOrSpace: Bool { self <= 0x20 }

  /// Whether it is a slash or a backslash, which are equal in `http` addresses.
  @inline(__always) var isSlash: Bool { self == 0x2F || self == 0x5C }
}
