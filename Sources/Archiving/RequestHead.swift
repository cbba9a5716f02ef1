import Bytes

/// The head of a request as it is archived: without anything that identifies the user.
///
/// Only lines that Magpie and libcurl write by themselves are kept. So a line of the user, a cookie
/// or a password cannot appear, whatever it is called.
struct RequestHead {
  private static let kept: Set<String> = [
    "host", "user-agent", "accept", "accept-encoding", "accept-language", "referer", "connection",
    "if-none-match", "if-modified-since", "if-range", "range",
  ]

  private let names: Set<String>

  /// Makes the rule.
  ///
  /// - Parameter lines: header lines of the user; they replace Magpie's of the same name and are
  ///   left out all the same.
  init(leavingOut lines: [String]) {
    names = Self.kept.subtracting(
      lines.map { line in
        String(line.prefix { $0 != ":" && $0 != ";" }).lowercased().filter { $0 != " " }
      })
  }

  /// Returns the head that is archived of one that was sent.
  ///
  /// The request line always ends with `HTTP/1.1`: readers know no other version.
  func archived(_ sent: [UInt8]) -> [UInt8] {
    var head: [UInt8] = []
    head.reserveCapacity(sent.count)
    for (number, line) in sent.split(separator: 0x0A).enumerated() {
      var line = line
      if line.last == 0x0D { line.removeLast() }
      if number == 0 {
        if let space = line.lastIndex(of: 0x20) { line = line[..<space] }
        head += line
        head.append(" HTTP/1.1\r\n")
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), isKept(line[..<colon]) {
        head += line
        head.append("\r\n")
      }
    }
    head.append("\r\n")
    return head
  }

  private func isKept(_ name: ArraySlice<UInt8>) -> Bool {
    names.contains(String(decoding: name, as: UTF8.self).lowercased())
  }
}
