import Bytes

extension AddressParser {
  /// The states from "special authority ignore slashes" to "port", and the path after them.
  mutating func authority(_ scheme: Scheme) throws(Refusal) {
    while let byte = current, byte.isSlash { position += 1 }
    let end =
      bytes[position...].firstIndex { ASCIISet.authorityEnd.contains($0) } ?? bytes.count
    var hostStart = position
    if let at = bytes[position..<end].lastIndex(of: UInt8(ascii: "@")) {
      credentials = Self.credentials(bytes[position..<at])
      hostStart = at + 1
    }
    output.append(contentsOf: scheme.rawValue.utf8)
    output.append(contentsOf: "://".utf8)

    let colon = Self.portColon(in: bytes[hostStart..<end])
    let host = bytes[hostStart..<(colon ?? end)]
    guard !host.isEmpty else { throw Refusal(.missingHost) }
    guard let serialized = HostParser.parse(host, names) else { throw Refusal(.invalidHost) }
    output.append(contentsOf: serialized)
    hostEnd = output.count
    if let colon {
      let port = try Self.port(bytes[(colon + 1)..<end])
      if let port, port != scheme.defaultPort {
        output.append(UInt8(ascii: ":"))
        output.append(contentsOf: String(port).utf8)
      }
    }
    pathStart = output.count
    position = end
    path()
  }

  /// Returns the index of the colon that begins the port: the first one outside brackets.
  private static func portColon(in authority: ArraySlice<UInt8>) -> Int? {
    var isInBrackets = false
    for index in authority.indices {
      switch authority[index] {
      case UInt8(ascii: "["): isInBrackets = true
      case UInt8(ascii: "]"): isInBrackets = false
      case UInt8(ascii: ":"): if !isInBrackets { return index }
      default: break
      }
    }
    return nil
  }

  private static func port(_ digits: ArraySlice<UInt8>) throws(Refusal) -> Int? {
    guard !digits.isEmpty else { return nil }
    var port = 0
    for digit in digits {
      guard digit.isASCIIDigit else { throw Refusal(.invalidPort) }
      port = port * 10 + Int(digit &- UInt8(ascii: "0"))
      guard port <= UInt16.max else { throw Refusal(.invalidPort) }
    }
    return port
  }

  /// Splits the user name from the password at the first colon; an `@` in either is encoded.
  private static func credentials(_ text: ArraySlice<UInt8>) -> Credentials? {
    let colon = text.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
    var user: [UInt8] = []
    user.append(text[..<colon], encoding: .userinfo)
    var password: [UInt8] = []
    if colon < text.endIndex { password.append(text[(colon + 1)...], encoding: .userinfo) }
    guard !user.isEmpty || !password.isEmpty else { return nil }
    return Credentials(
      user: String(decoding: user, as: UTF8.self),
      password: String(decoding: password, as: UTF8.self))
  }
}
