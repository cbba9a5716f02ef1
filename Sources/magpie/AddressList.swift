import ArgumentParser

/// A list of addresses, one per line.
struct AddressList {
  let addresses: [String]

  /// Reads a file, or standard input for `-`.
  init(_ path: String) throws {
    let text = try StandardStreams.read(path)
    addresses = text.split(whereSeparator: \.isNewline).compactMap { line in
      let line = line.trimmed
      return line.isEmpty || line.hasPrefix("#") ? nil : String(line)
    }
  }
}

extension Substring {
  var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }
}
