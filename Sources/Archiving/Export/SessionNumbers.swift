/// Session identifiers in the query of an address, which an index leaves out of its keys.
enum SessionNumbers {
  /// The name in front of an identifier, and what it consists of.
  private static let forms: [(name: [UInt8], isLetters: Bool, count: Int)] = [
    (Array("jsessionid=".utf8), false, 32), (Array("phpsessid=".utf8), false, 32),
    (Array("sid=".utf8), false, 32),
  ]

  /// Returns a query without them.
  static func removed(from query: [UInt8]) -> [UInt8] {
    var query = query
    for form in forms {
      query = cut(query) { part in
        guard part.count >= form.name.count + form.count else { return nil }
        let value = part.suffix(form.count)
        let name = part.dropLast(form.count).suffix(form.name.count)
        guard value.allSatisfy(isAlphanumeric), lowered(name) == form.name else { return nil }
        return part.count - form.count - form.name.count
      }
    }
    query = cut(query) { part in
      // `ASPSESSIONID`, eight letters, an equals sign, 24 letters.
      let name = Array("aspsessionid".utf8)
      guard part.count >= name.count + 33, part.suffix(24).allSatisfy(isLetter),
        part.dropLast(24).last == 0x3D, part.dropLast(25).suffix(8).allSatisfy(isLetter),
        lowered(part.dropLast(33).suffix(name.count)) == name
      else { return nil }
      return part.count - 33 - name.count
    }
    return withoutToken(query)
  }

  /// Cuts the last part for which `place` has an answer: the number of its bytes that stay.
  private static func cut(
    _ query: [UInt8], _ place: (ArraySlice<UInt8>) -> Int?
  ) -> [UInt8] {
    let parts = query.split(separator: 0x26, omittingEmptySubsequences: false)
    for part in parts.reversed() {
      guard let kept = place(part) else { continue }
      let rest = part.endIndex < query.count ? query[(part.endIndex + 1)...] : []
      return Array(query[..<(part.startIndex + kept)] + rest)
    }
    return query
  }

  /// Cuts `cfid=…&cftoken=…`.
  private static func withoutToken(_ query: [UInt8]) -> [UInt8] {
    let (id, token) = (Array("cfid=".utf8), Array("cftoken=".utf8))
    let parts = query.split(separator: 0x26, omittingEmptySubsequences: false)
    for (part, next) in zip(parts, parts.dropFirst()).reversed() {
      guard next.count > token.count, lowered(next.prefix(token.count)) == token,
        part.count > id.count,
        let start = (part.startIndex...(part.endIndex - id.count - 1)).last(where: {
          lowered(query[$0..<($0 + id.count)]) == id
        })
      else { continue }
      let rest = next.endIndex < query.count ? query[(next.endIndex + 1)...] : []
      return Array(query[..<start] + rest)
    }
    return query
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte)
  }

  private static func lowered(_ text: ArraySlice<UInt8>) -> [UInt8] {
    text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
